"""Manage the two folders of a built model: one for LiteRT, one for TensorFlow."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class ModelFolders(NamedTuple):
    """The paths of a model's folders, one for each engine."""

    litert: Path
    saved_model: Path

    @classmethod
    def of(cls, name: str) -> "ModelFolders":
        """Return the folders of a model by its name."""
        return cls(HERE / name, HERE / f"{name}-savedmodel")

    def exist(self) -> bool:
        """Return whether both are built."""
        return self.litert.exists() and self.saved_model.exists()


@contextmanager
def staged(folders: ModelFolders, description: Mapping[str, object], labels: Path) -> Iterator[ModelFolders]:
    """Yield two new folders with description and labels, in which to build the model.

    They replace ``folders`` only after the block succeeds, so that an interrupted build never looks finished.
    """
    staging = HERE / f".{folders.litert.name}.building"
    shutil.rmtree(staging, ignore_errors=True)
    building = ModelFolders(staging / "litert", staging / "savedmodel")
    for folder in building:
        folder.mkdir(parents=True)
        (folder / "model.json").write_text(json.dumps(description, indent=2) + "\n")
        shutil.copy(labels, folder / "labels.txt")
    yield building
    # LiteRT's folder last, because make looks for its model.json to see whether the model is built.
    for built, folder in reversed([*zip(building, folders, strict=True)]):
        shutil.rmtree(folder, ignore_errors=True)
        built.rename(folder)
    staging.rmdir()


def wrong_digest(path: Path, expected: str) -> str | None:
    """Return the problem if a file's SHA-256 is not the expected one; else None."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return None if digest == expected else f"{path}: SHA-256 is {digest}, expected {expected}"
