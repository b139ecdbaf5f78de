"""Download a model folder from a blob container, once for each version.

The cache key is a digest of the paths and ETags of all its blobs, so a changed model gets a folder of its own.
"""

import hashlib
from typing import NamedTuple

from azure.storage.blob.aio import ContainerClient

from classify_image.model.cache import ModelCache
from classify_image.model.description import ModelError
from cocoon.records.message import digest
from cocoon.services.sdk_errors import transient


class ModelBlob(NamedTuple):
    """A file of the model: its path within the folder, its version, and the size and MD5 that verify the download."""

    path: str
    etag: str
    size: int
    md5: bytes | None


async def download_model(container: ContainerClient, prefix: str, cache: ModelCache) -> str:
    """Download the model folder below ``prefix`` into the cache; return its key there.

    :raises ModelError: if there is no model, or a file arrives damaged.
    :raises TransientError: if the storage account fails.
    """
    folder = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
    blobs = await _list(container, folder)
    if not any(blob.path == "model.json" for blob in blobs):
        raise ModelError(f"The container {container.container_name!r} has no {folder}model.json")
    key = digest(*(f"{blob.path}\n{blob.etag}" for blob in blobs))
    if cache.find(key):
        return key
    staging = cache.stage()
    try:
        for blob in blobs:
            cache.write(staging, blob.path, await _download(container, folder, blob))
    except ValueError as error:
        cache.discard(staging)
        raise ModelError(f"The container {container.container_name!r}: {error}") from error
    except BaseException:
        cache.discard(staging)
        raise
    cache.place(staging, key)
    return key


async def _list(container: ContainerClient, folder: str) -> list[ModelBlob]:
    with transient("storage account"):
        blobs = [blob async for blob in container.list_blobs(name_starts_with=folder or None)]
    return [
        ModelBlob(blob.name.removeprefix(folder), blob.etag, blob.size, _bytes(blob.content_settings.content_md5))
        for blob in sorted(blobs, key=lambda blob: str(blob.name))
    ]


async def _download(container: ContainerClient, folder: str, blob: ModelBlob) -> bytes:
    with transient("storage account"):
        stream = await container.download_blob(folder + blob.path)
        content = await stream.readall()
    md5 = hashlib.md5(content, usedforsecurity=False).digest()
    if len(content) != blob.size or (blob.md5 and blob.md5 != md5):
        raise ModelError(f"The model's blob {folder + blob.path!r} did not arrive as it lies in the account")
    return content


def _bytes(md5: bytearray | bytes | None) -> bytes | None:
    return bytes(md5) if md5 else None
