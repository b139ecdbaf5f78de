"""Thumbnails: made from the pixels that are decoded anyway, one blob for each version of an image."""

import io
from contextlib import suppress

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.blob import ContentSettings
from azure.storage.blob.aio import ContainerClient
from PIL import Image

from cocoon.documents import Document
from cocoon.faults import transient
from cocoon.removal import remove_blob
from cocoon.storage_errors import blob_errors

QUALITY = 80
CONTENT = ContentSettings(content_type="image/jpeg", cache_control="public, max-age=31536000, immutable")


def make_thumbnail(image: Image.Image, size: int) -> bytes:
    """Return the image as a JPEG whose longer side is at most ``size`` pixels (pure)."""
    scale = min(1.0, size / max(image.size))
    width, height = (max(1, round(side * scale)) for side in image.size)
    small = image.resize((width, height), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


async def upload_thumbnail(container: ContainerClient, name: str, thumbnail: bytes) -> None:
    """Write a thumbnail; the container is made if it is missing.

    :raises PermanentError: if the account refuses to write it.
    :raises TransientError: if the storage account fails.
    """
    with blob_errors(name):
        try:
            await container.upload_blob(name, thumbnail, overwrite=True, content_settings=CONTENT)
        except ResourceNotFoundError:
            with suppress(ResourceExistsError):  # another worker was faster
                await container.create_container()
            await container.upload_blob(name, thumbnail, overwrite=True, content_settings=CONTENT)


async def remove_older_thumbnails(container: ContainerClient, document: Document) -> None:
    """Remove the thumbnails of the image that were written before its document's own.

    One that was written later belongs to a version whose document is about to come. Within
    one second they are not told apart, and left for the next time.
    """
    blobs = []
    with transient("storage account"), suppress(ResourceNotFoundError):  # there is no container yet
        blobs = [blob async for blob in container.list_blobs(name_starts_with=f"{document['_id']}/")]
    own = next((blob.last_modified for blob in blobs if blob.name == document["thumbnail"]), None)
    for blob in blobs:
        if own is None or blob.last_modified < own:
            await remove_blob(container, blob.name)
