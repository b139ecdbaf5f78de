"""A message in, a document out: downloads the image, finds its labels, and stores them.

``function`` is the trigger, ``process`` keeps a classifier for the process, and ``classify`` is the way of one
image; ``splitting`` turns a list of events into messages, ``events`` does what an event asks for, and ``blob_name``
takes a name as the account has it.

``download``, ``storing``, ``thumbnails`` and ``activity`` are the I/O. ``seeing`` is what happens on the CPU, all
pure: ``vision/`` makes upright pixels of a file, ``preprocessing`` a tensor, ``interpreting`` labels; ``check_images``
does it for the files of a folder.
``lanes`` are the threads to run it in, ``byte_budget`` the memory that they share, and ``heap`` gives it back.

``model`` loads a model folder, ``description`` reads its ``model.json`` and ``engines/`` runs what it holds;
``fetching`` and ``model_cache`` bring one from a blob container.
"""
