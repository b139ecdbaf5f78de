"""Find images by their labels. Reads only.

``search_request`` parses the parameters; ``vocabulary`` finds the known names for what people wrote; ``filters`` makes
MongoDB's terms of it; ``results`` reads a page of documents, ``facets`` counts the labels of the result, and
``presentation`` makes public images of documents. ``cursor`` is the place where a page ended.
"""
