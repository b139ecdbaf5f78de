"""Find images by their labels. Reads only, and never more than a bounded number of index entries.

``search_request`` parses the parameters. ``understanding`` finds what its words mean: labels, by ``meaning``, or words
of paths. ``vocabulary`` suggests labels where nothing was found; ``cursor`` is the place where a page ended.

``search_lists`` has the lists in which images can be found, ``places`` are where they are left, and ``conditions`` what
is asked of images. ``planner`` decides which lists a search goes through, by what ``selectivity`` estimates, and makes
its ``plan``. ``list_reader`` reads parts of lists, ``walk`` goes through them and keeps what matches, and ``matches``
stops it at the bound.

``results`` answers: with a page, by ``page_reading``, whose documents ``presentation`` turns into public images, and
with the labels that ``facets`` counts.
"""
