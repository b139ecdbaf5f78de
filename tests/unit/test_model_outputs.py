"""Outputs of a model become labels."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from classify_image.model.broader_scores import MOST_BROADER
from classify_image.model.description import ModelDescription, OutputSpec
from classify_image.model.input_spec import InputSpec
from classify_image.model.outputs import LabelReader, Labels, merge
from cocoon.labels.taxonomy import Taxonomy, TaxonomyLabel
from cocoon.records.label import BoxedScore, BroaderLabel, Label
from cocoon.records.model_name import ModelName

SPEC = InputSpec(4, 4, crop_fraction=1.0, resize="stretch", interpolation="nearest", mean=127.0, std=128.0)


NOTHING = Taxonomy()


def read(
    outputs: dict[str, list[Any]],
    kind: str,
    activation: str | None,
    *,
    top_k: int = 5,
    min_score: float | None = None,
    taxonomy: Taxonomy = NOTHING,
) -> Labels:
    description = ModelDescription(ModelName("net", "1"), SPEC, OutputSpec(kind, activation, 0.05))
    arrays = {name: np.array(values, np.float32) for name, values in outputs.items()}
    reader = LabelReader(description, ["a", "b", "c", "d"], taxonomy)
    return reader.read(arrays, (100, 100), top_k=top_k, min_score=min_score)


def found(*args: Any, **options: Any) -> Sequence[Label]:
    return read(*args, **options).labels


def label(name: str, score: float, boxes: tuple[BoxedScore, ...] = ()) -> Label:
    return Label(name, score, boxes, "net")


def test_classification_keeps_the_best_above_the_minimum() -> None:
    outputs = {"scores": [0.1, 0.6, 0.04, 0.26]}
    assert found(outputs, "classification", "softmax") == [label("b", 0.6), label("d", 0.26), label("a", 0.1)]
    assert found(outputs, "classification", "softmax", top_k=1) == [label("b", 0.6)]
    assert found(outputs, "classification", "softmax", min_score=0.9) == []


def test_logits_become_probabilities() -> None:
    outputs = {"logits": [1000.0, 1000.0, 0.0, 0.0]}
    assert found(outputs, "classification", "none") == [label("a", 0.5), label("b", 0.5)]
    assert found({"logits": [0.0, 1.0986123, -9.0, -9.0]}, "multi-label", "none") == [label("b", 0.75), label("a", 0.5)]
    assert found({"scores": [0.9, 0.8, 0.0, 0.0]}, "multi-label", "sigmoid") == [label("a", 0.9), label("b", 0.8)]


def test_detections_are_grouped_by_class() -> None:
    outputs: dict[str, list[Any]] = {
        "boxes": [[0, 0, 0.5, 0.5], [0.1, 0.1, 0.2, 1.2], [0.3, 0.3, 0.4, 0.4], [0, 0, 1, 1], [0, 0, 1, 1]],
        "classes": [1, 0, 1, 2, 77],
        "scores": [0.5, 0.75, 0.625, 0.01, 0.99],
    }
    assert found(outputs, "detection", None) == [
        label("a", 0.75, (BoxedScore(0.75, 0.1, 0.1, 0.2, 1.0),)),
        label("b", 0.625, (BoxedScore(0.625, 0.3, 0.3, 0.4, 0.4), BoxedScore(0.5, 0, 0, 0.5, 0.5))),
    ]


TREE = Taxonomy(
    {
        "pet": TaxonomyLabel("pet", ("animal",)),
        "animal": TaxonomyLabel("animal"),
        "a": TaxonomyLabel("Kitty", ("pet",)),
        "b": TaxonomyLabel("b", ("pet",), hidden=True),
        "c": TaxonomyLabel("c", ("animal",), min_score=0.3),
    },
    broader_min_score=0.4,
)


def test_a_broader_label_adds_up_all_classes_below_it_before_anything_is_cut() -> None:
    outputs = {"scores": [0.2, 0.04, 0.2, 0.56]}
    labels = read(outputs, "classification", "softmax", top_k=1, taxonomy=TREE)
    assert labels.labels == [label("d", 0.56)]
    assert labels.broader == [BroaderLabel("animal", 0.44)]


def test_a_class_may_be_renamed_hidden_or_need_a_score_of_its_own() -> None:
    outputs = {"scores": [0.25, 0.25, 0.25, 0.25]}
    labels = read(outputs, "classification", "softmax", taxonomy=TREE)
    assert labels.labels == [label("Kitty", 0.25), label("d", 0.25)]
    assert labels.broader == [BroaderLabel("animal", 0.75), BroaderLabel("pet", 0.5)]
    assert found(outputs, "classification", "softmax", min_score=0.2, taxonomy=TREE)[-2] == label("c", 0.25)


def test_where_classes_do_not_exclude_each_other_the_greatest_counts() -> None:
    labels = read({"scores": [0.5, 0.45, 0.2, 0.0]}, "multi-label", "sigmoid", taxonomy=TREE)
    assert labels.broader == [BroaderLabel("pet", 0.5), BroaderLabel("animal", 0.5)]
    boxes: dict[str, list[Any]] = {"boxes": [[0, 0, 1, 1], [0, 0, 1, 1]], "classes": [2, 2], "scores": [0.45, 0.42]}
    assert read(boxes, "detection", None, taxonomy=TREE).broader == [BroaderLabel("animal", 0.45)]


def test_a_class_with_others_below_it_counts_as_one_of_them() -> None:
    tree = Taxonomy({"a": TaxonomyLabel("a"), "b": TaxonomyLabel("b", ("a",))})
    labels = read({"scores": [0.3, 0.4, 0.2, 0.1]}, "classification", "softmax", taxonomy=tree)
    assert labels.broader == [BroaderLabel("a", 0.7)]


def test_the_labels_of_several_models_become_one_images() -> None:
    classifier = Labels([Label("tabby", 0.4, model="one")], [BroaderLabel("cat", 0.9), BroaderLabel("animal", 0.95)])
    detector = Labels([Label("cat", 0.7, model="two"), Label("Bowl", 0.6, model="two")], [BroaderLabel("animal", 0.7)])
    both = merge([classifier, detector])
    assert [each.name for each in both.labels] == ["cat", "Bowl", "tabby"]
    assert both.broader == [BroaderLabel("animal", 0.95), BroaderLabel("cat", 0.9)]
    sure = Labels([Label("Cat", 0.9, model="two")], [])
    assert merge([classifier, sure]).broader == [BroaderLabel("animal", 0.95)]


def test_an_image_keeps_as_many_broader_labels_of_several_models_as_of_one() -> None:
    one = Labels([], [BroaderLabel(f"one {number}", 0.9) for number in range(MOST_BROADER)])
    two = Labels([], [BroaderLabel("two", 0.95), BroaderLabel("another", 0.5)])
    assert merge([one, two]).broader == [BroaderLabel("two", 0.95), *one.broader[:-1]]
