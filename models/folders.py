"""Write the folders of a built model whole, and check what it is built from."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
LABELS = "labels.txt"


class ModelFolders(NamedTuple):
    """The paths of a classifier's folders, one for each engine."""

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
def staged(
    folders: Sequence[Path], description: Mapping[str, object], files: Mapping[str, Path]
) -> Iterator[tuple[Path, ...]]:
    """Yield a new folder for each of ``folders``, with the description and copies of ``files``, to build the model in.

    ``files`` maps a name in the model folder to the file that is copied there: ``labels.txt`` and what a folder may
    have besides. The new folders replace ``folders`` only after the block succeeds, so that an interrupted build never
    looks finished.
    """
    staging = folders[0].with_name(f".{folders[0].name}.building")
    shutil.rmtree(staging, ignore_errors=True)
    building = tuple(staging / folder.name for folder in folders)
    for folder in building:
        folder.mkdir(parents=True)
        (folder / "model.json").write_text(json.dumps(description, indent=2) + "\n")
        for name, source in files.items():
            shutil.copy(source, folder / name)
    yield building
    # The first folder last, because make looks for its model.json to see whether the model is built.
    for built, folder in reversed([*zip(building, folders, strict=True)]):
        shutil.rmtree(folder, ignore_errors=True)
        built.rename(folder)
    staging.rmdir()


def wrong_digest(path: Path, expected: str) -> str | None:
    """Return the problem if a file's SHA-256 is not the expected one; else None."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return None if digest == expected else f"{path}: SHA-256 is {digest}, expected {expected}"
