"""Put a folder of images into the container."""

import hashlib
import mimetypes
from contextlib import suppress
from pathlib import Path

from azure.core.exceptions import ResourceExistsError
from azure.storage.blob import ContainerClient, ContentSettings


def upload(folder: Path, container: ContainerClient) -> int:
    """Upload the files that the container lacks, or has with another content; return how many.

    The container is made if it is missing. Hidden files are left out.
    """
    with suppress(ResourceExistsError):
        container.create_container()
    present = {blob.name: bytes(blob.content_settings.content_md5 or b"") for blob in container.list_blobs()}
    uploaded = 0
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if not file.is_file() or any(part.startswith(".") for part in name.split("/")):
            continue
        content = file.read_bytes()
        md5 = hashlib.md5(content, usedforsecurity=False).digest()
        if present.get(name) != md5:
            content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            settings = ContentSettings(content_type, content_md5=bytearray(md5))
            container.upload_blob(name, content, overwrite=True, content_settings=settings)
            uploaded += 1
    return uploaded
