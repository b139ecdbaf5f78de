"""Build the default models; the built folders are here, too, and are not committed.

``build`` makes the default model: ``efficientnet_lite0`` in Keras, filled by ``pytorch_weights``, exported by
``export`` into the two ``folders``. ``coco`` makes the detector from a TensorFlow.js graph, which ``tfjs_graph``
reads. ``export_keras`` exports your own Keras model.
"""
