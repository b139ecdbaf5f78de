"""Know how labels are related, and which other words lead to them.

``source`` loads the ``model_files`` and makes the ``thesaurus`` of them, which merges the taxonomies of all models;
``word_forms`` makes plurals and singulars.
"""
