"""What tests share, so that no test imports another.

Data: ``sample_images``; ``image_files`` makes small image files, ``odd_images`` those that people report, with
``broken_metadata`` and others, and ``heic/`` holds some; ``decoding`` opens and decodes them. ``blob_names`` has names
that are hard to get right.

Records: ``documents`` makes documents of images, ``odd_labels`` such with odd names, ``former_documents`` those that
earlier versions wrote, ``messages`` bodies of queue messages; ``sample_events`` has
Microsoft's samples of events, ``storage_errors`` makes errors of a storage account.

Emulators: ``environments`` has settings for them; ``containers`` uploads blobs, ``queue`` takes messages,
``listings`` loads and saves listings, ``counts`` puts labels in, counts and recounts them, ``labelling`` does what a
message asks for; ``service_bus`` has a client that closes at once.

The database: ``databases`` says on which ones tests run, and ``plans`` asks one how it ran a search. ``access_watch``
sees each command that the app sends, with ``watched/`` in the processes that tests start, and ``access_rules`` objects
to what is no access path or what Cosmos DB does not take.

Processes: ``serving`` runs the whole stack, ``running_host`` the local Functions host on an app of its own,
``validators`` the tools of .venv-checks. ``registered_functions`` has the app's functions without a process, and
``repository`` says where the repository's files are.

In memory: ``crashes`` stops code at each of its steps; ``in_memory_listing`` and ``in_memory_images`` are the services
that listings and the classifier use; ``thesauri`` has models' taxonomies, and
``taxonomies`` reads those of the default models.
"""
