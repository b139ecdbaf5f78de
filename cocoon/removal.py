"""Forget an image whose blob is gone, or is not to be labelled any more: its document, its marks, its thumbnail."""

import logging
from contextlib import suppress

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob.aio import ContainerClient

from cocoon.clients import Clients
from cocoon.documents import Document, document_id
from cocoon.errors import PermanentError
from cocoon.faults import transient
from cocoon.retry import with_retries
from cocoon.storage_errors import blob_errors

logger = logging.getLogger(__name__)


async def remove_if_gone(clients: Clients, path: str) -> bool:
    """Remove what is known of a blob that is not in the container; tell whether that was an image.

    The document is read before the account is asked, and removed only if it is the same still:
    a blob that comes back meanwhile keeps its new one.

    :raises TransientError: if a service fails.
    """
    document = await _find(clients, path)
    if document is None or (not _is_alias(path) and await _exists(clients.images_container, path)):
        return False
    return await _remove(clients, path, document)


async def remove_deselected(clients: Clients, path: str) -> bool:
    """Remove what is known of a blob that is not to be labelled any more; tell whether that was an image.

    :raises TransientError: if a service fails.
    """
    document = await _find(clients, path)
    return document is not None and await _remove(clients, path, document)


def _is_alias(path: str) -> bool:
    """Tell whether a path is another spelling of a blob's name: the account takes a backslash for a slash."""
    return "\\" in path


async def _find(clients: Clients, path: str) -> Document | None:
    chosen = {"_id": document_id(clients.images_container.container_name, path)}
    with transient("database"):
        return await with_retries(lambda: clients.images.find_one(chosen, {"classified_at": True, "thumbnail": True}))


async def _remove(clients: Clients, path: str, document: Document) -> bool:
    """Remove the marks first: what is interrupted then leaves a document, which is found again."""
    marks = {"path": path, "container": clients.images_container.container_name}
    same = {"_id": document["_id"], "classified_at": document["classified_at"]}
    with transient("database"):
        await with_retries(lambda: clients.queued.delete_many(marks))
        result = await with_retries(lambda: clients.images.delete_one(same))
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
