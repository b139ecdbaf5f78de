"""Find images by their labels. Reads only.

``search_request`` parses the parameters. ``understanding`` finds what its words mean: labels, by ``meaning``, or words
of paths. ``filters`` turns the search into MongoDB operators; ``results`` reads a page of documents, ``facets`` counts
the labels of the result, and ``presentation`` turns documents into public images. ``vocabulary`` suggests labels where
nothing was found; ``cursor`` is the place where a page ended.
"""
