"""Turn a model's outputs into labels (pure)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classify_image.model.broader_scores import MOST_BROADER, BroaderScores
from classify_image.model.description import ModelDescription
from classify_image.model.input_spec import to_image_box
from cocoon.labels.names import normalise
from cocoon.labels.taxonomy import Taxonomy
from cocoon.records.label import BoxedScore, BroaderLabel, Label

Outputs = Mapping[str, NDArray[np.float32]]
BOXES, CLASSES, SCORES = "boxes", "classes", "scores"


class Labels(NamedTuple):
    """The labels of an image, and the broader ones above them; both best first."""

    labels: Sequence[Label]
    broader: Sequence[BroaderLabel]


class LabelReader:
    """Reads labels from the outputs of one model.

    :param classes: the lines of ``labels.txt``.
    """

    def __init__(self, description: ModelDescription, classes: Sequence[str], taxonomy: Taxonomy) -> None:
        self._description = description
        self._broader = BroaderScores(taxonomy, classes)
        labels = [taxonomy[name] for name in classes]
        default = description.output.min_score
        minimum = [default if label.min_score is None else label.min_score for label in labels]
        self._names = [label.name for label in labels]
        self._hidden = np.asarray([label.hidden for label in labels], bool)
        self._min_scores = np.asarray(minimum, np.float32)

    def read(self, outputs: Outputs, size: tuple[int, int], *, top_k: int, min_score: float | None = None) -> Labels:
        """Return at most ``top_k`` labels that score enough, and the broader labels of all classes.

        :param outputs: by name, without the batch axis: one output with a score for each class, or for detection
            ``boxes`` (N, 4), ``classes`` (N) and ``scores`` (N).
        :param size: the image's width and height, to which boxes are mapped.
        :param min_score: the lowest score of a label; None takes the taxonomy's or the model's.
        """
        output = self._description.output
        if output.kind == "detection":
            return self._read_boxes(outputs, size, top_k, self._enough(min_score))
        (values,) = outputs.values()
        scores = probabilities(values, output.kind, output.activation)
        (kept,) = np.nonzero((scores >= self._enough(min_score)) & ~self._hidden)
        best = kept[np.argsort(-scores[kept], kind="stable")][:top_k]
        labels = [self._label(int(index), float(scores[index])) for index in best]
        return Labels(labels, self._broader.labels(scores, add=output.kind == "classification"))

    def _read_boxes(
        self, outputs: Outputs, size: tuple[int, int], top_k: int, min_scores: NDArray[np.float32]
    ) -> Labels:
        """Return the detected classes, each with its best score and all its boxes."""
        boxes_by_class: defaultdict[int, list[BoxedScore]] = defaultdict(list)
        greatest = np.zeros(len(self._names), np.float32)
        for box, number, score in zip(outputs[BOXES], outputs[CLASSES], outputs[SCORES], strict=True):
            if not 0 <= number < len(self._names):  # NaN is none either
                continue
            index = int(number)
            greatest[index] = max(greatest[index], score)
            if score >= min_scores[index] and not self._hidden[index]:
                y0, x0, y1, x1 = (float(edge) for edge in box)
                mapped = to_image_box((y0, x0, y1, x1), size, self._description.input)
                boxes_by_class[index].append(BoxedScore(round(float(score), 4), *mapped))
        for boxes in boxes_by_class.values():
            boxes.sort(key=lambda boxed: -boxed.score)
        labels = [self._label(index, boxes[0].score, tuple(boxes)) for index, boxes in boxes_by_class.items()]
        labels.sort(key=lambda label: -label.score)
        return Labels(labels[:top_k], self._broader.labels(greatest, add=False))

    def _enough(self, min_score: float | None) -> NDArray[np.float32]:
        return self._min_scores if min_score is None else np.full_like(self._min_scores, min_score)

    def _label(self, index: int, score: float, boxes: tuple[BoxedScore, ...] = ()) -> Label:
        return Label(self._names[index], round(score, 4), boxes, self._description.name.name)


def merge(each_model: Sequence[Labels]) -> Labels:
    """Return the labels of several models as one image's.

    A broader label has the greatest of the models' scores, and the image keeps as many as of one model. It is left out
    if a label of the same name scores as much: a detector's "dog" is above no class, and a classifier's is above its
    breeds.
    """
    labels = sorted((label for each in each_model for label in each.labels), key=lambda label: -label.score)
    scores: dict[str, float] = {}
    for broader in (broader for each in each_model for broader in each.broader):
        scores[broader.name] = max(broader.score, scores.get(broader.name, 0.0))
    own: dict[str, float] = {}
    for label in labels:
        own.setdefault(normalise(label.name), label.score)
    kept = [BroaderLabel(name, score) for name, score in scores.items() if score > own.get(normalise(name), -1.0)]
    return Labels(labels, sorted(kept, key=lambda broader: -broader.score)[:MOST_BROADER])


def probabilities(values: NDArray[np.float32], kind: str, activation: str | None) -> NDArray[np.float32]:
    """Return scores from 0 to 1; apply the activation that the model itself leaves out."""
    if activation != "none":
        return values
    if kind == "multi-label":
        return np.asarray(1 / (1 + np.exp(-values)), np.float32)
    exponentials = np.exp(values - values.max())
    return np.asarray(exponentials / exponentials.sum(), np.float32)
