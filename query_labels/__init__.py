"""Answer questions about images and their labels: this room only reads.

``function`` holds the HTTP triggers; each parses its request, then calls one of these. ``search/`` finds images by
their labels, ``completion/`` completes what is typed, and ``thesaurus/`` knows which words lead to a label.
``statistics/`` counts, and ``covers/`` shows what there is to look through; ``answer_cache`` keeps what costs many
reads. ``pictures/`` returns thumbnails and originals. ``image_lookup`` returns the document of one image, whose address
``image_address`` parses, or says why there is none (``unknown_image``).
``probes`` says whether the app is live, ready and healthy, by ``dependency_checks``; ``openapi`` describes the API, and
``page`` serves the dashboard, under a ``page_policy``.
"""
