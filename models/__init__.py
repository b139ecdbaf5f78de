"""How the default models are built; the built folders lie here, too, and are not committed.

``build`` makes the default model: ``efficientnet_lite0`` in Keras, filled by ``pytorch_weights``, exported by
``export`` into the two ``folders``. ``coco`` makes the detector of a TensorFlow.js graph, which ``tfjs_graph`` reads.
``export_keras`` exports a Keras model of your own.
"""
