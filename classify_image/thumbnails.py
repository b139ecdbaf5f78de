"""Thumbnails: made from the pixels that are decoded anyway, one blob for each version of an image."""

import io
from contextlib import suppress

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.blob import ContentSettings
from azure.storage.blob.aio import ContainerClient
from PIL import Image

from cocoon.documents import Document
from cocoon.faults import transient

QUALITY = 80
CONTENT = ContentSettings(content_type="image/jpeg", cache_control="public, max-age=31536000, immutable")


def make_thumbnail(image: Image.Image, size: int) -> bytes:
    """Return the image as a JPEG whose longer side is at most ``size`` pixels (pure)."""
    small = image.copy()
    small.thumbnail((size, size), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


async def upload_thumbnail(container: ContainerClient, name: str, thumbnail: bytes) -> None:
    """Write a thumbnail; the container is made if it is missing.

    :raises TransientError: if the storage account fails.
    """
    with transient("storage account"):
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
    # Not found: there is no container yet, or another worker was faster.
    with transient("storage account"), suppress(ResourceNotFoundError):
        blobs = [blob async for blob in container.list_blobs(name_starts_with=f"{document['_id']}/")]
        own = next((blob.last_modified for blob in blobs if blob.name == document["thumbnail"]), None)
        for blob in blobs:
            if own is None or blob.last_modified < own:
                await container.delete_blob(blob.name)
