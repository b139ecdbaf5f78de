"""Measurements, each a command that prints its figures: ``make bench NAME=classify``.

The commands: ``classify`` (images through the whole stack), ``coldstart`` (the first label), ``decoding`` (scores of
JPEGs decoded at a fraction), ``enqueue`` (a container of small blobs), ``faults`` (servers killed at random),
``memory`` (its peak for each kind of image), ``search`` and ``servicebus`` (messages a second).

What they use: ``baseline`` is the original system's loop, ``limits`` the machine's limit, ``plain_labels`` the model
without our code, and ``stages`` the cost of each stage. ``photographs`` and ``image_kinds`` make images, and
``processes`` reads the CPU time and memory of other processes.

``scale/`` computes what many images cost and how long they take.
"""
