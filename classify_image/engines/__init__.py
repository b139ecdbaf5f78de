"""The engines that run a model, each of which is imported only where a model folder needs it."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Engine(Protocol):
    """Runs a model; may be called from several threads at a time."""

    classes: int

    def predict(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the scores, ``(classes,)``, of one image, ``(height, width, 3)``."""
