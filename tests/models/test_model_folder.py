"""A folder with a model is loaded, or its fault is named."""

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from classify_image.model.description import ModelError
from classify_image.model.folder import load
from models.build import FOLDERS
from models.pytorch_weights import WeightsFormatError, read_state_dict

INPUT = {"width": 224, "height": 224}
SOFTMAX = {"kind": "classification", "activation": "softmax"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDERS.litert, tmp_path / "model"))


def test_the_default_model_is_loaded(folder: Path) -> None:
    model = load(folder, 1)
    assert (model.description.name.name, model.description.name.version) == ("efficientnet-lite0", "2")
    assert len(model.labels) == len(set(model.labels)) == 1000
    assert {"tiger cat", "espresso", "tripod"} <= set(model.labels)


def change_description(**changes: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        description = json.loads((folder / "model.json").read_text())
        (folder / "model.json").write_text(json.dumps(description | changes))

    return change


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda folder: (folder / "model.json").unlink(), "No such file"),
        (lambda folder: (folder / "model.json").write_text("{"), "model.json is not JSON"),
        (lambda folder: (folder / "model.json").write_text("[]"), "model.json is not a JSON object"),
        (change_description(name=""), "name is ''; it must be a non-empty string"),
        (change_description(input=5), "input is 5; it must be an object"),
        (change_description(input={}), "input.width is None; it must be a whole number above 0"),
        (change_description(input=INPUT | {"size": 1}), "input has unknown fields: size"),
        (change_description(input=INPUT | {"resize": "fit"}), "input.resize is 'fit'; it must be one of crop"),
        (change_description(input=INPUT | {"interpolation": "cubic"}), "it must be one of bicubic"),
        (change_description(input=INPUT | {"crop_fraction": 0}), "it must be a number above 0 and at most 1"),
        (change_description(input=INPUT | {"mean": [1, 2]}), "input.mean is [1, 2]; it must be a number, or a list"),
        (change_description(input=INPUT | {"std": [1, 0, 1]}), "it must be a number other than 0"),
        (change_description(input=INPUT | {"padding": 256}), "it must be a whole number from 0 to 255"),
        (change_description(output=SOFTMAX | {"min_score": 2}), "output.min_score is 2; it must be a number from 0"),
        (change_description(input=INPUT | {"width": 100}), "does not take the input that model.json describes"),
        (lambda folder: (folder / "taxonomy.json").write_text("{"), "taxonomy.json: Expecting property name"),
        (lambda folder: (folder / "taxonomy.json").write_text('{"labels": {"dog": {}}}'), "'dog' is no line of labels"),
        (change_description(output={"kind": "poetry"}), "output.kind is 'poetry'; it must be one of classification"),
        (change_description(output={"kind": "multi-label", "activation": "softmax"}), "it must be sigmoid or none"),
        (change_description(output={"kind": "detection"}), "expected boxes (N, 4), classes (N), scores (N)"),
        (lambda folder: (folder / "model.tflite").write_bytes(b"no model"), "the model cannot be loaded"),
        (lambda folder: (folder / "labels.txt").unlink(), "No such file"),
        (lambda folder: (folder / "labels.txt").write_text("one\ntwo\n"), "labels.txt has 2 lines"),
        (lambda folder: (folder / "model.tflite").unlink(), "holds neither model.tflite nor a SavedModel"),
    ],
)
def test_what_is_wrong_with_a_folder_is_named(folder: Path, damage: Callable[[Path], object], problem: str) -> None:
    damage(folder)
    with pytest.raises(ModelError) as caught:
        load(folder, 1)
    assert problem in str(caught.value)


def test_a_weights_file_cannot_run_code(tmp_path: Path) -> None:
    class Attack:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("attacked",)

    path = tmp_path / "weights.pth"
    path.write_bytes(pickle.dumps(Attack()))
    with pytest.raises(WeightsFormatError, match="print is not allowed"):
        read_state_dict(path)
    path.write_bytes(pickle.dumps(5))
    with pytest.raises(WeightsFormatError, match="magic number is 5"):
        read_state_dict(path)
    path.write_bytes(b"PK")
    with pytest.raises(WeightsFormatError, match="magic number cannot be read"):
        read_state_dict(path)
