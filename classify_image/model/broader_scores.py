"""Compute the scores of broader labels from those of all classes below them (pure)."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cocoon.labels.taxonomy import Taxonomy
from cocoon.records.label import BroaderLabel

MOST_BROADER = 20  # of an image


class BroaderScores:
    """The classes below each broader label, as one array of their numbers."""

    def __init__(self, taxonomy: Taxonomy, classes: Sequence[str]) -> None:
        below: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(classes):
            for key in taxonomy.above(name):
                below[key].append(number)
        for number, name in enumerate(classes):
            if name in below:  # a class with others below it
                below[name].append(number)
        shown = {key: numbers for key, numbers in below.items() if not taxonomy[key].hidden}
        minimum = taxonomy.broader_min_score
        least = (taxonomy[key].min_score for key in shown)
        self._names = [taxonomy[key].name for key in shown]
        self._min_scores = np.asarray([minimum if each is None else each for each in least], np.float32)
        self._classes = np.asarray([number for numbers in shown.values() for number in numbers], np.intp)
        self._starts = np.cumsum([0, *map(len, shown.values())])[:-1]

    def labels(self, scores: NDArray[np.float32], *, add: bool) -> list[BroaderLabel]:
        """Return the broader labels that score enough, best first.

        :param scores: of each class, from 0 to 1.
        :param add: whether the classes exclude each other, so that their scores add up; otherwise the greatest counts.
        """
        if not self._names:
            return []
        combine = np.add if add else np.maximum
        broader = np.minimum(combine.reduceat(scores[self._classes], self._starts), 1.0)
        (enough,) = np.nonzero(broader >= self._min_scores)
        best = sorted(enough, key=lambda index: -broader[index])[:MOST_BROADER]
        return [BroaderLabel(self._names[index], round(float(broader[index]), 4)) for index in best]
