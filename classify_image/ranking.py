"""A model's scores to labels (pure)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cocoon.labels import Label


def rank(scores: NDArray[np.float32], names: Sequence[str], top_k: int, min_score: float) -> list[Label]:
    """Return at most ``top_k`` labels, best first, that score ``min_score`` or more.

    :param scores: one probability for each name.
    """
    best = np.argsort(-scores, kind="stable")[:top_k]
    return [Label(names[index], round(float(scores[index]), 4)) for index in best if scores[index] >= min_score]
