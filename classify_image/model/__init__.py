"""A model folder on disk becomes a model that runs.

``folder`` loads it; ``description`` reads its ``model.json``, of which ``input_spec`` is the part about the input;
``engines/`` runs the model, and ``outputs`` turns its outputs into labels. ``download`` brings a folder from a blob
container into the ``cache``.
"""
