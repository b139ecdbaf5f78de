"""Compare labels as people write them, and know how they are related (pure).

``names`` normalises a name. ``taxonomy`` defines which labels are above which, and ``taxonomy_format`` reads it;
``narrower_words`` reads the words that are no labels. ``path_words`` takes the words of a path.
"""
