"""Connect to the services behind the app: make SDK clients, retry, and turn the SDKs' errors into ours.

``clients`` makes the clients of a process, with ``blob_service``, ``mongo_client`` and ``database_identity``.
``retries`` repeats operations after temporary errors; ``sdk_errors`` and ``storage_errors`` turn the SDKs' errors into
ours.

``message_sender`` puts messages on the queue. In the database, ``access_paths/`` declares what may be asked, and how
much a command may read. ``indexes`` makes the indexes, which ``index_check`` asks for; ``indexed_find`` finds by one of
them, in the order that ``index_order`` describes, and names it unless ``index_hints`` misses it. ``insertion`` inserts
what is not there yet, ``record_removal`` removes by ids or by a condition. ``lease`` lets one host at a time list a
container, and ``clearing_token`` reads the token that MessageIds end with. ``image_removal`` removes everything that is
stored for an image, ``postings`` keeps each label's list of images, best first, ``totals`` keeps the totals, and
``count_log`` adds to them what each write changes.
"""
