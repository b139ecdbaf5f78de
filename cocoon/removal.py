"""Forget an image whose blob is gone."""

from contextlib import suppress

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.storage.blob.aio import ContainerClient

from cocoon.clients import Clients
from cocoon.documents import document_id
from cocoon.faults import transient
from cocoon.retry import with_retries


async def remove_if_gone(clients: Clients, path: str) -> bool:
    """Remove the document and the thumbnail of a blob that is not in the container; tell whether one was removed.

    The document is read before the account is asked, and removed only if it is the same still:
    a blob that comes back meanwhile keeps its new one.

    :raises TransientError: if a service fails.
    """
    container, images = clients.images_container, clients.images
    with transient("database"):
        _id = document_id(container.container_name, path)
        document = await with_retries(lambda: images.find_one({"_id": _id}, {"classified_at": True, "thumbnail": True}))
    if document is None or await _exists(container, path):
        return False
    same = {"_id": _id, "classified_at": document["classified_at"]}
    with transient("database"):
        result = await with_retries(lambda: images.delete_one(same))
    if not result.deleted_count:
        return False
    if document["thumbnail"]:
        await remove_blob(clients.thumbnails_container, document["thumbnail"])
    return True


async def remove_blob(container: ContainerClient, name: str) -> None:
    """Remove a blob, or let it be gone already.

    :raises TransientError: if the storage account fails.
    """
    with transient("storage account"), suppress(ResourceNotFoundError):
        await container.delete_blob(name)


async def _exists(container: ContainerClient, path: str) -> bool:
    with transient("storage account"):
        try:
            return await container.get_blob_client(path).exists()
        except HttpResponseError as error:
            if error.status_code == 400:  # noqa: PLR2004 - a name that no blob can have
                return False
            raise
