"""A stack with a collection of many images, whose documents and thumbnails no worker has made.

``documents`` makes the documents, ``thumbnails`` the thumbnails; ``storing`` writes the documents, and what the app
keeps with them, and uploads thumbnails, to which ``copies`` gives further names.
``python -m dashboard.e2e.collection COUNT`` starts the stack and serves the collection until it is stopped.
"""
