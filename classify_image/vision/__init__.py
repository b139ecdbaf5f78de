"""Turn encoded images into labels: CPU only, no I/O.

``recognizer`` runs all steps: ``opening/`` opens the file, ``decode`` decodes it to upright RGB pixels, ``preprocess``
makes the model's tensor, and ``thumbnail`` makes the thumbnail; the model runs in between. ``needed_side`` says how
many pixels an image must keep for them.

``decode`` uses ``shrinking`` to make a large image smaller, ``truncation`` to reject a file that lacks rows,
``colours/`` to convert to RGB, and ``orientation`` to turn the image. ``heap`` returns freed memory to the system.
"""
