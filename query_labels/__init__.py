"""A question in, documents out: search, label counts, one image, health.

``function`` is the HTTP triggers, ``query`` reads parameters and ``filters`` turns them
into MongoDB's terms (both pure), ``search`` and ``health`` are the I/O, ``presentation``
is what a document looks like from outside.
"""
