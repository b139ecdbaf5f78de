"""Outputs of a model become labels."""

from typing import Any

import numpy as np

from classify_image.model.description import ModelDescription, OutputSpec
from classify_image.model.input_spec import InputSpec
from classify_image.model.outputs import interpret
from cocoon.records.label import BoxedScore, Label
from cocoon.records.model_name import ModelName

SPEC = InputSpec(4, 4, crop_fraction=1.0, resize="stretch", interpolation="nearest", mean=127.0, std=128.0)


def found(
    outputs: dict[str, list[Any]], kind: str, activation: str | None, top_k: int = 5, min_score: float = 0.05
) -> list[Label]:
    description = ModelDescription(ModelName("net", "1"), SPEC, OutputSpec(kind, activation))
    arrays = {name: np.array(values, np.float32) for name, values in outputs.items()}
    names = ["a", "b", "c", "d"]
    return interpret(arrays, description, names, (100, 100), top_k=top_k, min_score=min_score)


def test_classification_keeps_the_best_above_the_minimum() -> None:
    outputs = {"scores": [0.1, 0.6, 0.04, 0.26]}
    assert found(outputs, "classification", "softmax") == [Label("b", 0.6), Label("d", 0.26), Label("a", 0.1)]
    assert found(outputs, "classification", "softmax", top_k=1) == [Label("b", 0.6)]
    assert found(outputs, "classification", "softmax", min_score=0.9) == []


def test_logits_become_probabilities() -> None:
    outputs = {"logits": [1000.0, 1000.0, 0.0, 0.0]}
    assert found(outputs, "classification", "none") == [Label("a", 0.5), Label("b", 0.5)]
    assert found({"logits": [0.0, 1.0986123, -9.0, -9.0]}, "multi-label", "none") == [Label("b", 0.75), Label("a", 0.5)]
    assert found({"scores": [0.9, 0.8, 0.0, 0.0]}, "multi-label", "sigmoid") == [Label("a", 0.9), Label("b", 0.8)]


def test_detections_are_grouped_by_class() -> None:
    outputs: dict[str, list[Any]] = {
        "boxes": [[0, 0, 0.5, 0.5], [0.1, 0.1, 0.2, 1.2], [0.3, 0.3, 0.4, 0.4], [0, 0, 1, 1], [0, 0, 1, 1]],
        "classes": [1, 0, 1, 2, 77],
        "scores": [0.5, 0.75, 0.625, 0.01, 0.99],
    }
    assert found(outputs, "detection", None) == [
        Label("a", 0.75, (BoxedScore(0.75, 0.1, 0.1, 0.2, 1.0),)),
        Label("b", 0.625, (BoxedScore(0.625, 0.3, 0.3, 0.4, 0.4), BoxedScore(0.5, 0, 0, 0.5, 0.5))),
    ]
