"""Answer with thumbnails, and with originals as they were uploaded. Reads only.

``content`` answers for both. ``blob_content`` reads the part of a blob that a request wants, as ``byte_range`` parses
it; ``shrink_jpeg`` makes a smaller thumbnail. ``shown_type`` decides which content type an original gets;
``signed_url`` lets a client read a large one itself, and ``saving`` makes a browser save one.
"""
