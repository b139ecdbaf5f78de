"""Find the narrower words of both models' labels: common English nouns that are no label, such as puppy of dog.

WordNet's tree says which label is the nearest above a word. ``lexicon`` reads the senses of words from WordNet 3.0, and
how common words are from SCOWL (Spell Checker Oriented Word Lists, copyright Kevin Atkinson, free for any purpose);
``common`` chooses the common nouns. ``anchors.toml`` and ``words.toml`` are written by hand; ``source`` reads them.
``anchors`` says at which synsets the labels of a model begin, ``nearest`` walks up to them, ``builder`` collects the
words of a model, and ``files`` makes ``imagenet_words.json`` and ``nanodet/words.json``.
"""
