"""Measure the app; each measurement is a command that prints its figures: ``make bench NAME=classify``.

The commands: ``classify`` (images through the whole stack), ``coldstart`` (first label), ``decoding`` (scores of
JPEGs decoded at a fraction), ``enqueue`` (a container of small blobs), ``faults`` (servers killed at random),
``labels`` (which pictures everyday words find), ``memory`` (peak for each kind of image), ``search/``
(searches and writes at any size, of any database), and ``servicebus`` (messages per second).

Their helpers: ``baseline`` is the original system's loop, ``limits`` the machine's limit, ``plain_labels`` the model
without our code, and ``stages`` the cost of each stage. ``photographs`` and ``image_kinds`` make images,
``everyday_words`` judges what words find, ``picture_labels`` labels pictures, and ``processes`` reads the CPU
time and memory of other processes.

``scale/`` computes the cost and the duration for many images.
"""
