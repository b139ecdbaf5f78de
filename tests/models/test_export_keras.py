"""A Keras model, exported into a folder, gives what it gave before."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classify_image.model.folder import load
from tests.kits.repository import ROOT


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    import keras  # noqa: PLC0415 - takes seconds, which runs without these tests are spared

    keras.utils.set_random_seed(1)
    image = keras.Input((16, 24, 3))
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(image))
    model = keras.Model(image, keras.layers.Dense(3, activation="sigmoid")(x), name="tiny")
    path = tmp_path_factory.mktemp("keras") / "tiny.keras"
    model.save(path)
    (path.parent / "labels.txt").write_text("red\ngreen\nblue\n")
    return path, model


def export(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "models.export_keras", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("engine", ["litert", "tensorflow"])
def test_an_exported_model_gives_the_same_scores(saved: tuple[Path, Any], tmp_path: Path, engine: str) -> None:
    path, model = saved
    labels = path.parent / "labels.txt"
    ended = export(path, tmp_path / "model", "--labels", labels, "--engine", engine, "--mean", 127.5, "--std", 127.5)
    assert ended.returncode == 0, ended.stderr
    loaded = load(tmp_path / "model", 1)
    assert loaded.labels == ("red", "green", "blue")
    assert loaded.description.output.kind == "multi-label"
    assert (loaded.description.input.width, loaded.description.input.height) == (24, 16)
    assert (loaded.description.input.mean, loaded.description.input.std) == (127.5, 127.5)
    pixels = np.random.default_rng(1).uniform(-1, 1, (16, 24, 3)).astype(np.float32)
    expected = model.predict_on_batch(pixels[None])[0]
    assert loaded.engine.predict(pixels)["scores"] == pytest.approx(expected, abs=1e-5)


def test_what_cannot_be_exported_is_said(saved: tuple[Path, Any], tmp_path: Path) -> None:
    ended = export(saved[0], tmp_path / "model")
    assert ended.returncode == 1
    assert "expected one, (batch, 1000), for 1000 labels" in ended.stderr
    assert "neither a .keras file nor one of keras.applications" in export("NoSuchNet", tmp_path / "model").stderr
    assert not (tmp_path / "model").exists()
