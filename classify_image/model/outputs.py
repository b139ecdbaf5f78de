"""Turn a model's outputs into labels (pure)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from classify_image.model.description import ModelDescription
from classify_image.model.input_spec import to_image_box
from cocoon.records.label import BoxedScore, Label

Outputs = Mapping[str, NDArray[np.float32]]
BOXES, CLASSES, SCORES = "boxes", "classes", "scores"


def interpret(
    outputs: Outputs,
    description: ModelDescription,
    names: Sequence[str],
    size: tuple[int, int],
    *,
    top_k: int,
    min_score: float,
) -> list[Label]:
    """Return at most ``top_k`` labels, best first, that score ``min_score`` or more.

    :param outputs: by name, without the batch axis: one output with a score for each of
        ``names``, or for detection ``boxes`` (N, 4), ``classes`` (N) and ``scores`` (N).
    :param size: the image's width and height, to which boxes are mapped.
    """
    if description.output.kind == "detection":
        return _detections(outputs, description, names, size, min_score)[:top_k]
    (values,) = outputs.values()
    scores = probabilities(values, description.output.kind, description.output.activation)
    best = np.argsort(-scores, kind="stable")[:top_k]
    return [Label(names[index], round(float(scores[index]), 4)) for index in best if scores[index] >= min_score]


def probabilities(values: NDArray[np.float32], kind: str, activation: str | None) -> NDArray[np.float32]:
    """Return scores from 0 to 1; apply the activation that the model itself leaves out."""
    if activation != "none":
        return values
    if kind == "multi-label":
        return np.asarray(1 / (1 + np.exp(-values)), np.float32)
    exponentials = np.exp(values - values.max())
    return np.asarray(exponentials / exponentials.sum(), np.float32)


def _detections(
    outputs: Outputs, description: ModelDescription, names: Sequence[str], size: tuple[int, int], min_score: float
) -> list[Label]:
    """Return the detected classes, each with its best score and all its boxes."""
    boxes_by_name: defaultdict[str, list[BoxedScore]] = defaultdict(list)
    for box, index, score in zip(outputs[BOXES], outputs[CLASSES], outputs[SCORES], strict=True):
        if score >= min_score and 0 <= int(index) < len(names):
            y0, x0, y1, x1 = (float(edge) for edge in box)
            mapped = to_image_box((y0, x0, y1, x1), size, description.input)
            boxes_by_name[names[int(index)]].append(BoxedScore(round(float(score), 4), *mapped))
    for boxes in boxes_by_name.values():
        boxes.sort(key=lambda boxed: -boxed.score)
    return sorted(
        (Label(name, boxes[0].score, tuple(boxes)) for name, boxes in boxes_by_name.items()),
        key=lambda label: -label.score,
    )
