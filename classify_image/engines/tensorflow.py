"""A TensorFlow SavedModel, by its ``serving_default`` signature."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow reads it once, when it is imported

import tensorflow as tf


class TensorFlowEngine:
    """Takes ``(batch, height, width, 3)``, gives ``(batch, classes)``; TensorFlow keeps its own threads."""

    def __init__(self, folder: Path) -> None:
        self._loaded = tf.saved_model.load(str(folder))  # the signature does not keep its variables alive
        self._serve = self._loaded.signatures["serving_default"]
        (self._input,) = self._serve.structured_input_signature[1]
        (self._output,) = self._serve.structured_outputs
        self.classes = int(self._serve.structured_outputs[self._output].shape[-1])

    def predict(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the scores of one image."""
        answer = self._serve(**{self._input: tf.constant(pixels[np.newaxis])})
        scores: NDArray[np.float32] = answer[self._output].numpy()[0]
        return scores
