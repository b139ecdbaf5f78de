"""Cache downloaded model folders on disk; each is complete or absent."""

import shutil
import tempfile
from pathlib import Path


class ModelCache:
    """A folder of model folders, each named by the key of its version."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(self, key: str) -> Path | None:
        """Return the folder of a model; None if it is not cached."""
        folder = self._root / key
        return folder if folder.is_dir() else None

    def stage(self) -> Path:
        """Return a new folder for the files of a model."""
        self._root.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".fetching-", dir=self._root))

    def write(self, staging: Path, path: str, content: bytes) -> None:
        """Put a file into a staged folder.

        :raises ValueError: if its path would leave the folder.
        """
        file = (staging / path).resolve()
        if not file.is_relative_to(staging.resolve()):
            raise ValueError(f"{path!r} leads out of the model folder")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def place(self, staging: Path, key: str) -> Path:
        """Move a staged folder to its key; if another process was faster, keep that one's."""
        folder = self._root / key
        try:
            staging.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
            self.discard(staging)
        return folder

    def discard(self, staging: Path) -> None:
        """Remove a staged folder."""
        shutil.rmtree(staging, ignore_errors=True)
