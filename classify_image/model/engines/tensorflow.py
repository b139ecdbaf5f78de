"""Run a TensorFlow SavedModel through its ``serving_default`` signature."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow reads it once, when it is imported

import tensorflow as tf


class TensorFlowEngine:
    """Runs a model that takes ``(batch, height, width, 3)``; TensorFlow manages its own threads."""

    def __init__(self, folder: Path) -> None:
        self._loaded = tf.saved_model.load(str(folder))  # the signature does not keep its variables alive
        self._serve = self._loaded.signatures["serving_default"]
        (self._input,) = self._serve.structured_input_signature[1]

    def predict(self, pixels: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Return the outputs for one image."""
        outputs = self._serve(**{self._input: tf.constant(pixels[np.newaxis])})
        return {name: values.numpy()[0] for name, values in outputs.items()}
