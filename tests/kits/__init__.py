"""What tests share.

``documents`` makes documents, and ``labelling`` does what a message asks for. ``crashes`` stops code at each of its
steps; ``in_memory_listing`` and ``in_memory_images`` are the services that listings and the classifier use, in memory.
"""
