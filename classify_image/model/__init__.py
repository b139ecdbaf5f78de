"""Load a model folder and run its model.

``folder`` loads it; ``description`` reads its ``model.json``, and ``input_spec`` defines the part about the input;
``engines/`` runs the model, and ``outputs`` turns its outputs into labels, with ``broader_scores`` for those above the
classes. ``download`` copies a folder from a blob container into the ``cache``.
"""
