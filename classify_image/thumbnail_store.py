"""Upload thumbnails, one blob for each version of an image, and remove those of older versions."""

from contextlib import suppress

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.blob import ContentSettings
from azure.storage.blob.aio import ContainerClient

from cocoon.records.image_document import ImageDocument
from cocoon.services.image_removal import remove_blob
from cocoon.services.sdk_errors import transient
from cocoon.services.storage_errors import blob_errors

CONTENT = ContentSettings(content_type="image/jpeg", cache_control="public, max-age=31536000, immutable")


async def upload_thumbnail(container: ContainerClient, name: str, thumbnail: bytes) -> None:
    """Upload a thumbnail; create the container if it is missing.

    :raises PermanentError: if the account refuses it.
    :raises TransientError: if the storage account fails.
    """
    with blob_errors(name):
        try:
            await container.upload_blob(name, thumbnail, overwrite=True, content_settings=CONTENT)
        except ResourceNotFoundError:
            with suppress(ResourceExistsError):  # another worker was faster
                await container.create_container()
            await container.upload_blob(name, thumbnail, overwrite=True, content_settings=CONTENT)


async def remove_older_thumbnails(container: ContainerClient, document: ImageDocument) -> None:
    """Remove the thumbnails of the image that were written before its document's own.

    One that was written later belongs to a version whose document is about to be stored. Thumbnails written within the
    same second cannot be distinguished, and stay until the next time.
    """
    blobs = []
    with transient("storage account"), suppress(ResourceNotFoundError):  # there is no container yet
        blobs = [blob async for blob in container.list_blobs(name_starts_with=f"{document['_id']}/")]
    own = next((blob.last_modified for blob in blobs if blob.name == document["thumbnail"]), None)
    for blob in blobs:
        if own is None or blob.last_modified < own:
            await remove_blob(container, blob.name)
