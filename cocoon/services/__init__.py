"""Connect to the services behind the app: make SDK clients, retry, and turn the SDKs' errors into ours.

``clients`` makes the clients of a process, with ``blob_service``, ``mongo_client`` and ``database_identity``.
``retries`` repeats operations after temporary errors; ``sdk_errors`` and ``storage_errors`` turn the SDKs' errors into
ours.

``message_sender`` puts messages on the queue. In the database, ``indexes`` makes the indexes, ``lease`` lets one host
at a time list a container, and ``clearing_token`` reads the token that MessageIds end with. ``image_removal`` removes
everything that is stored for an image.
"""
