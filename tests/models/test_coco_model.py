"""The COCO detector finds the things of a photograph where they are."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from PIL import Image, ImageOps

from models import coco
from models.folders import ModelFolders
from tests.kits.sample_images import SAMPLES

Detect = Callable[..., dict[str, NDArray[Any]]]


needs_model = pytest.mark.skipif(
    not (coco.FOLDERS.litert.exists() and coco.FOLDERS.saved_model.exists()),
    reason=f"{coco.NAME} has not been built: npm ci in models/, then python -m models.coco",
)


def letterboxed(path: Path) -> NDArray[np.float32]:
    with Image.open(path) as image:
        padded = ImageOps.pad(image.convert("RGB"), (coco.SIZE, coco.SIZE), Image.Resampling.BILINEAR, color=0)
    return np.asarray(padded, np.float32)[np.newaxis]


@pytest.fixture(scope="module")
def detect() -> Detect:
    interpreter = Interpreter(model_path=str(coco.FOLDERS.litert / "model.tflite"), num_threads=1)
    interpreter.allocate_tensors()
    runner: Detect = interpreter.get_signature_runner("serving_default")
    return runner


@needs_model
@pytest.mark.parametrize("folder", [coco.FOLDERS.litert, coco.FOLDERS.saved_model], ids=["litert", "savedmodel"])
def test_the_folder_describes_a_detector_of_80_classes(folder: Path) -> None:
    description = json.loads((folder / "model.json").read_text())
    assert description == coco.DESCRIPTION
    labels = (folder / "labels.txt").read_text().splitlines()
    assert len(labels) == len(set(labels)) == 80
    assert (labels[0], labels[15], labels[79]) == ("person", "cat", "toothbrush")


@needs_model
def test_the_outputs_have_the_agreed_names_shapes_and_ranges(detect: Detect) -> None:
    found = detect(pixels=letterboxed(SAMPLES / "animals" / "hens.jpg"))
    assert {name: (values.shape, str(values.dtype)) for name, values in found.items()} == {
        "boxes": ((1, 100, 4), "float32"),
        "classes": ((1, 100), "int32"),
        "scores": ((1, 100), "float32"),
    }
    top, left, bottom, right = found["boxes"][0].T
    assert (top >= 0).all()
    assert (left >= 0).all()
    assert (top <= bottom).all()
    assert (left <= right).all()
    assert max(bottom.max(), right.max()) <= 1
    assert found["classes"].min() >= 0
    assert found["classes"].max() < 80
    assert (np.diff(found["scores"][0]) <= 0).all()


# The boxes were drawn by eye, as top, left, bottom, right of the photograph (not of the letterbox).
@needs_model
@pytest.mark.parametrize(
    ("photograph", "label", "box"),
    [
        ("animals/chelsea.png", "cat", (0.0, 0.0, 1.0, 0.9)),
        ("food/coffee.png", "cup", (0.045, 0.285, 0.77, 0.685)),
        ("animals/german-shepherd.jpg", "dog", (0.035, 0.04, 0.95, 0.885)),
    ],
)
def test_what_a_photograph_shows_is_found_where_it_is(
    detect: Detect, photograph: str, label: str, box: tuple[float, float, float, float]
) -> None:
    found = detect(pixels=letterboxed(SAMPLES / photograph))
    labels = (coco.FOLDERS.litert / "labels.txt").read_text().splitlines()
    assert labels[found["classes"][0, 0]] == label
    assert found["scores"][0, 0] >= 0.4
    assert overlap(found["boxes"][0, 0], in_letterbox(box, SAMPLES / photograph)) >= 0.75


@needs_model
def test_one_thing_is_found_once(detect: Detect) -> None:
    found = detect(pixels=letterboxed(SAMPLES / "animals" / "chelsea.png"))
    boxes = found["boxes"][0][found["scores"][0] > 0.2]
    for index, box in enumerate(boxes):
        assert all(overlap(box, other) <= coco.MAX_OVERLAP + 1e-5 for other in boxes[index + 1 :])


@needs_model
def test_litert_and_the_savedmodel_agree(detect: Detect) -> None:
    import tensorflow as tf  # noqa: PLC0415 - takes seconds

    loaded = tf.saved_model.load(str(coco.FOLDERS.saved_model / "saved_model"))
    pixels = letterboxed(SAMPLES / "animals" / "bison.jpg")
    litert = detect(pixels=pixels)
    tensorflow = loaded.signatures["serving_default"](pixels=tf.constant(pixels))
    certain = litert["scores"][0] >= 0.2
    assert certain.sum() > 5
    for name, values in litert.items():
        assert values[0][certain] == pytest.approx(tensorflow[name].numpy()[0][certain], abs=1e-3), name


def test_a_missing_or_changed_source_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coco, "FOLDERS", ModelFolders(tmp_path / "litert", tmp_path / "savedmodel"))
    monkeypatch.setattr(coco, "SOURCE", tmp_path / "source")
    assert coco.main() == 1
    assert "run npm ci in" in capsys.readouterr().err
    coco.SOURCE.mkdir()
    (coco.SOURCE / "centernet.json").write_text("{}")
    assert coco.main() == 1
    assert "centernet.json: SHA-256 is 44136fa3" in capsys.readouterr().err
    assert not coco.FOLDERS.litert.exists()


def overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    top, left = np.maximum(one[:2], other[:2])
    bottom, right = np.minimum(one[2:], other[2:])
    shared = max(0.0, bottom - top) * max(0.0, right - left)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return float(shared / (sum(areas) - shared))


def in_letterbox(box: tuple[float, float, float, float], path: Path) -> NDArray[np.float32]:
    with Image.open(path) as image:
        part = np.array([image.height, image.width]) / max(image.size)
    margin = (1 - part) / 2
    return np.asarray(np.array(box) * np.tile(part, 2) + np.tile(margin, 2), np.float32)
