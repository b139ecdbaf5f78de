"""Blobs in, messages out: lists the images container and puts what is new on the queue.

``function`` is the triggers, ``selection`` decides which blobs become messages, ``listing``
and ``sending`` are the I/O, and ``enqueue`` runs them page by page.
"""
