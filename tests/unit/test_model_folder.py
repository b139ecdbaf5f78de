import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from classify_image.model import ModelError, load
from models.build import LITERT_FOLDER
from models.pytorch_weights import WeightsFormatError, read_state_dict


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LITERT_FOLDER, tmp_path / "model"))


def test_the_default_model_is_loaded(folder: Path) -> None:
    model = load(folder, 1)
    assert (model.name.name, model.name.version) == ("efficientnet-lite0", "1")
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
        (lambda folder: (folder / "model.json").unlink(), "model.json: No such file"),
        (lambda folder: (folder / "model.json").write_text("{"), "model.json is not JSON"),
        (lambda folder: (folder / "model.json").write_text("[]"), "model.json is not a JSON object"),
        (change_description(input={}), "model.json"),
        (change_description(output={"kind": "poetry"}), "output is {'kind': 'poetry'}; it must be"),
        (lambda folder: (folder / "labels.txt").unlink(), "labels.txt: No such file"),
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
