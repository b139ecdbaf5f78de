"""Write a document, unless a newer version of the blob has one already."""

from enum import Enum
from typing import Any

from azure.storage.blob.aio import ContainerClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError

from cocoon.documents import Document, document_id
from cocoon.errors import PermanentError
from cocoon.faults import transient
from cocoon.messages import ImageMessage, unquoted
from cocoon.retry import with_retries
from cocoon.storage_errors import blob_errors

Collection = AsyncCollection[Document]


class Stored(Enum):
    """What became of a document."""

    INSERTED = "inserted"
    REPLACED = "replaced"
    SUPERSEDED = "superseded"  # a newer version of the blob has its document already


async def store(images: Collection, document: Document, container: ContainerClient) -> Stored:
    """Insert or replace the image's document.

    Versions are ordered by when the blob was modified. Two that were modified within one
    second are told apart by asking which of them the blob is now.

    :raises TransientError: if a service fails.
    """
    if document["modified"] is None:  # the blob was gone, or never read: what was seen later stays
        return await _replace(images, document, {"classified_at": {"$not": {"$gt": document["classified_at"]}}})
    stored = await _replace(images, document, {"modified": {"$not": {"$gte": document["modified"]}}})
    if stored is Stored.SUPERSEDED and await _is_current(container, document):
        # The document is of this version, or of another of the same second; what is later still stays.
        return await _replace(images, document, {"modified": {"$not": {"$gt": document["modified"]}}})
    return stored


async def find(images: Collection, message: ImageMessage) -> Document | None:
    """Return the image's document, if there is one.

    :raises TransientError: if the database fails.
    """
    with transient("database"):
        return await with_retries(lambda: images.find_one({"_id": document_id(message.container, message.path)}))


async def _replace(images: Collection, document: Document, condition: dict[str, Any]) -> Stored:
    """Replace the document if the condition holds, insert it if there is none.

    Where the condition does not hold, the insert that is tried meets the document's ``_id``.
    """
    with transient("database"):
        try:
            result = await with_retries(
                lambda: images.replace_one({"_id": document["_id"], **condition}, document, upsert=True)
            )
        except DuplicateKeyError:
            return Stored.SUPERSEDED
    return Stored.REPLACED if result.matched_count else Stored.INSERTED


async def _is_current(container: ContainerClient, document: Document) -> bool:
    try:
        with blob_errors(document["path"]):
            properties = await container.get_blob_client(document["path"]).get_blob_properties()
    except PermanentError:
        return False  # gone, or refused since: what is there now was not read
    return bool(unquoted(properties.etag) == document["etag"])
