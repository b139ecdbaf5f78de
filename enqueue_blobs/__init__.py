"""Blobs in, messages out: lists the images container and puts what is new on the queue.

``function`` is the triggers, ``runs`` what each does, ``selection`` decides which blobs become messages, ``listing``
reads the container, and ``enqueue`` goes through it page by page; ``known`` tells what is done or queued already, and
``queue_head`` from when on; ``reconcile`` removes what is gone.
"""
