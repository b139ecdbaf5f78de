"""Export a Keras classifier as a SavedModel and as a LiteRT flatbuffer."""

from collections.abc import Callable
from pathlib import Path

import keras
import tensorflow as tf

Preprocess = Callable[[tf.Tensor], tf.Tensor]


class _Served(tf.Module):
    """Holds each variable once: Keras' own export writes the weights twice."""

    def __init__(self, model: keras.Model, preprocess: Preprocess | None) -> None:
        super().__init__()
        self.weights = [variable.value for variable in model.variables]
        self._call = model.call
        self._preprocess = preprocess or tf.identity
        self._image_shape = model.inputs[0].shape[1:]

    def concrete_function(self, batch: int | None) -> tf.types.experimental.ConcreteFunction:
        signature = tf.TensorSpec((batch, *self._image_shape), tf.float32, name="pixels")

        def serve(pixels: tf.Tensor) -> dict[str, tf.Tensor]:
            return {"scores": self._call(self._preprocess(pixels), training=False)}

        return tf.function(serve, [signature]).get_concrete_function()


def saved_model(model: keras.Model, folder: Path, preprocess: Preprocess | None = None) -> None:
    """Write a SavedModel whose ``serving_default`` maps ``pixels`` (batch, height, width, 3) to ``scores``."""
    served = _Served(model, preprocess)
    tf.saved_model.save(served, str(folder), signatures=served.concrete_function(None))


def litert(model: keras.Model, preprocess: Preprocess | None = None) -> bytes:
    """Return the flatbuffer for one image at a time: LiteRT gains nothing from larger batches."""
    served = _Served(model, preprocess)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([served.concrete_function(1)], served)
    flatbuffer: bytes = converter.convert()
    return flatbuffer
