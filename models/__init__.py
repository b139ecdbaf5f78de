"""Build the default models; a built classifier is here, too, and is not committed, a converted detector is.

``build`` makes the classifiers: ``efficientnet_lite`` in Keras, filled by ``pytorch_weights``, exported by ``export``
into the two ``folders``. ``nanodet`` converts the detector, whose weights ``tfjs_weights`` reads into the
``nanodet_network``. ``export_keras`` exports your own Keras model. ``taxonomy/`` builds the classifiers' and the
detector's taxonomies.
"""
