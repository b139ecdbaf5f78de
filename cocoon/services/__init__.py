"""The services behind the app: SDK clients, how they retry, and their errors turned into ours.

``clients`` makes the clients of a process; ``blob_service``, ``mongo_client`` and ``database_identity`` say how two of
them are made. ``retries`` repeats what failed for a reason that passes; ``sdk_errors`` and ``storage_errors`` turn the
SDKs' errors into ours.

``message_sender`` puts messages on the queue. In the database, ``indexes`` makes the indexes, ``lease`` lets one host
at a time list a container, and ``clearing_token`` reads the token that MessageIds end with. ``image_removal`` removes
everything that is kept of an image.
"""
