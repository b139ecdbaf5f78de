"""Forget an image whose blob is gone."""

import logging
from contextlib import suppress

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob.aio import ContainerClient

from cocoon.clients import Clients
from cocoon.documents import document_id
from cocoon.errors import PermanentError
from cocoon.faults import transient
from cocoon.retry import with_retries
from cocoon.storage_errors import blob_errors

logger = logging.getLogger(__name__)


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
    """Remove a blob, or let it be gone already; one that the account keeps, for a legal hold or a lease, stays.

    :raises TransientError: if the storage account fails.
    """
    try:
        with blob_errors(name), suppress(ResourceNotFoundError):  # its container may be gone, too
            await container.delete_blob(name)
    except PermanentError as error:
        logger.warning("not removed: %s", error)


async def _exists(container: ContainerClient, path: str) -> bool:
    try:
        with blob_errors(path):
            await container.get_blob_client(path).get_blob_properties()
    except PermanentError as error:
        return error.code not in ("blob_not_found", "bad_path")
    return True
