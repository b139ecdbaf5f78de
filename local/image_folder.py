"""A folder of images: find its files, check the disk, upload them to the container."""

import hashlib
import mimetypes
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from azure.core.exceptions import ResourceExistsError
from azure.storage.blob import ContainerClient, ContentSettings

from cocoon.records.blob_path import LONGEST_PATH
from cocoon.selection.selection import Selection
from cocoon.text import unlistable

SPARE_BYTES = 64_000_000  # for documents, thumbnails and logs
MOST_NAMED = 3  # bad files that an error names


def find(folder: Path, selection: Selection) -> list[str]:
    """Return the paths of a folder's files, relative to it; hidden files are left out.

    :raises ValueError: if a path cannot be a blob's name, or no file is an image.
    """
    files = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    paths = sorted(file.relative_to(folder).as_posix() for file in files if file.is_file())
    paths = [path for path in paths if not any(part.startswith(".") for part in path.split("/"))]
    if bad := {path: problem for path in paths if (problem := _problem(path))}:
        named = "; ".join(f"{os.fsencode(path)!r} {problem}" for path, problem in [*bad.items()][:MOST_NAMED])
        raise ValueError(
            f"{len(bad)} of the {len(paths)} files in {folder} cannot be uploaded, so none is: {named}. Rename them."
        )
    if not paths:
        raise ValueError(f"{folder} is empty: it has no files, hidden ones left out. Put images into it.")
    if not any(selection.accepts(path, mimetypes.guess_type(path)[0]) for path in paths):
        extensions = " ".join(selection.extensions)
        raise ValueError(
            f"{folder} has no images: of its {len(paths)} files, hidden ones left out, none has a name that ends with "
            f"one of {extensions}"
        )
    return paths


def _problem(path: str) -> str | None:
    try:
        path.encode()
    except UnicodeEncodeError:
        return "is not UTF-8"
    if len(path) > LONGEST_PATH:
        return f"has more than {LONGEST_PATH} characters"
    return unlistable(path)


def check_free_space(folder: Path, paths: Sequence[str], state: Path) -> None:
    """Check that the disk has room for a copy of the files before any of them is copied.

    :raises ValueError: if it has not.
    """
    needed, free = sum((folder / path).stat().st_size for path in paths) + SPARE_BYTES, shutil.disk_usage(state).free
    if needed > free:
        raise ValueError(
            f"The disk of {state} has {free:,} bytes free; the images of {folder} take {needed:,} with what is made "
            "from them. Nothing was uploaded. Make room, or name a folder on another disk with STATE=..."
        )


def upload(
    folder: Path, paths: Sequence[str], container: ContainerClient, check: Callable[[], None] = lambda: None
) -> int:
    """Upload the files that are missing from the container or differ there; return their number.

    The container is created if it is missing.

    :param check: called before each file; raises to stop the upload.
    """
    with suppress(ResourceExistsError):
        container.create_container()
    present = {blob.name: bytes(blob.content_settings.content_md5 or b"") for blob in container.list_blobs()}
    uploaded = 0
    for path in paths:
        check()
        content = (folder / path).read_bytes()
        md5 = hashlib.md5(content, usedforsecurity=False).digest()
        if present.get(path) != md5:
            content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
            settings = ContentSettings(content_type, content_md5=bytearray(md5))
            container.upload_blob(path, content, overwrite=True, content_settings=settings)
            uploaded += 1
    return uploaded
