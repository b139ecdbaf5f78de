"""The engines that run a model: ``litert`` and ``tensorflow``, each imported only if a model folder needs it."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Engine(Protocol):
    """Runs a model; may be called from several threads at a time."""

    def predict(self, pixels: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Return the outputs by name, without the batch axis, for one image, ``(height, width, 3)``."""
