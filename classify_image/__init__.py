"""A message in, a document out: downloads the image, finds its labels, and stores them.

``function`` is the trigger and ``classify`` the way of one image. ``download``, ``storing``,
``thumbnails`` and ``activity`` are the I/O. ``seeing`` is what happens on the CPU:
``decoding``, ``colours``, ``preprocessing`` and ``interpreting``, all pure, with ``lanes``
to run it in. ``model`` loads a model folder, ``description`` reads its ``model.json`` and
``engines/`` runs what it holds; ``process`` keeps one for the process.
"""
