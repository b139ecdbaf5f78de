"""Find images by their labels. Reads only.

``search_request`` parses the parameters; ``vocabulary`` finds the known names for what people wrote; ``filters`` turns
the search into MongoDB operators; ``results`` reads a page of documents, ``facets`` counts the labels of the result,
and ``presentation`` turns documents into public images. ``cursor`` is the place where a page ended.
"""
