"""Change labels by hand: this room writes, and needs an admin key.

``function`` holds the HTTP trigger ``DELETE /api/labels``, ``confirmation`` parses its body, and ``clearing`` removes
all labels, page by page (``removal_pages``), so that every image is labelled again.
"""
