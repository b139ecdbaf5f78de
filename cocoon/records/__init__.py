"""Define every record that more than one module reads, with its encoding. Nothing here does I/O.

On the queue: ``message``, which names an image, and ``blob_event``, an event of Blob Storage. ``message_body`` parses
both; ``event_subject`` finds the blob that an event is about, and ``blob_path`` says which paths can name a blob.

In the database: ``image_document``, the document of an image, which ``new_document`` makes, with ``label``, ``rank``
(what orders images by a label's score), ``search_keys`` (its folders, models and failure), ``model_name`` and
``failure_codes``; ``posting``, its place in the list of a label; ``activity_minute``, the work of one worker in one
minute; ``listing``, the progress of a listing, with ``left_out``, the blobs that it passed over; ``mark``, a message
that was sent lately; ``lease``, the right of one host to list; ``clearing_token``, which changes when labels are
cleared; ``counts``, the totals over all images, which ``count_shard`` keeps, with ``work``, that of the workers, and
``count_change``, by which a write changes them; ``recount``, how far a recount is.
"""
