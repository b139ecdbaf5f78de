"""Turn a message into a document: download the image, recognize its labels, and store them.

In the order of the data: ``function`` is the trigger, and ``invocation`` handles one message in bounded time.
``message_action`` decides what a message asks for, and ``dispatch`` does it: ``message_list`` sends the parts of a list
as messages of their own, ``ignored_events`` counts events that change nothing, and ``classifier`` labels an image.

A classifier asks the account for the blob's name as listings have it (``listed_name``), takes the version's lock
(``version_locks``), examines the image (``image_examiner``) into an ``outcome`` and stores that (``outcome_store``
with ``document_store``, ``version_order`` and ``thumbnail_store``). ``image_report`` and ``activity_log`` record the
work.
``blob_download`` reads the blob, ``byte_budget`` shares the memory, and ``bounded_threads`` runs ``vision/``, which
turns bytes into labels. ``classifier_cache`` loads ``model/`` once per process.

``check_images`` and ``check_model`` are commands for a terminal.
"""
