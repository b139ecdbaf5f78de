"""Encoded images become labels: CPU only, no I/O.

``recognizer`` does it all: ``opening/`` opens the file, ``decode`` makes upright RGB pixels of it, ``preprocess`` makes
the model's tensor, and ``thumbnail`` the thumbnail; the model runs in between.

``decode`` uses ``shrinking`` to make a large image smaller, ``truncation`` to judge a file that ends early,
``colours/`` to convert to RGB, and ``orientation`` to turn the image. ``heap`` returns freed memory to the system.
"""
