"""A message in, a document out: downloads the image, finds its labels, and stores them.

``function`` is the trigger and ``classify`` the way of one image; ``download`` and
``storing`` are the I/O; ``decoding``, ``preprocessing`` and ``ranking`` are pure; ``model``
reads a model folder and ``engines/`` runs what it holds.
"""
