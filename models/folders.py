"""The two folders of a built model: one for LiteRT, one for TensorFlow."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class ModelFolders(NamedTuple):
    """Where a model's folder for each engine is."""

    litert: Path
    saved_model: Path

    @classmethod
    def of(cls, name: str) -> "ModelFolders":
        """Return the folders of a model."""
        return cls(HERE / name, HERE / f"{name}-savedmodel")

    def exist(self) -> bool:
        """Tell whether both are built."""
        return self.litert.exists() and self.saved_model.exists()


@contextmanager
def staged(folders: ModelFolders, description: Mapping[str, object], labels: Path) -> Iterator[ModelFolders]:
    """Give two new folders, with description and labels, to build the model in.

    They take the place of ``folders`` only when all went well, so that an interrupted build is
    never taken for a finished one.
    """
    staging = HERE / f".{folders.litert.name}.building"
    shutil.rmtree(staging, ignore_errors=True)
    building = ModelFolders(staging / "litert", staging / "savedmodel")
    for folder in building:
        folder.mkdir(parents=True)
        (folder / "model.json").write_text(json.dumps(description, indent=2) + "\n")
        shutil.copy(labels, folder / "labels.txt")
    yield building
    # That of LiteRT last, for it is by its model.json that make sees whether the model is built.
    for built, folder in reversed([*zip(building, folders, strict=True)]):
        shutil.rmtree(folder, ignore_errors=True)
        built.rename(folder)
    staging.rmdir()


def wrong_digest(path: Path, expected: str) -> str | None:
    """Return what is wrong if a file's SHA-256 is not the one expected."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return None if digest == expected else f"{path}: SHA-256 is {digest}, expected {expected}"
