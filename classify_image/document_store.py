"""Write a document, unless a newer version of the blob has one already."""

from enum import Enum
from typing import Any

from azure.storage.blob.aio import ContainerClient
from pymongo.errors import DuplicateKeyError

from cocoon.errors import PermanentError
from cocoon.records.image_document import ImageDocument, decode, document_id
from cocoon.records.message import ImageMessage, unquoted
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from cocoon.services.storage_errors import blob_errors


class Stored(Enum):
    """The result of storing a document."""

    INSERTED = "inserted"
    REPLACED = "replaced"
    SUPERSEDED = "superseded"  # a newer version of the blob has its document already


async def find(images: ImageCollection, message: ImageMessage) -> ImageDocument | None:
    """Return the image's document, if there is one.

    :raises TransientError: if the database fails.
    """
    with transient("database"):
        record = await retry_database(lambda: images.find_one({"_id": document_id(message.container, message.path)}))
    return None if record is None else decode(record)


async def store(images: ImageCollection, document: ImageDocument, container: ContainerClient) -> Stored:
    """Insert or replace the image's document.

    The time of modification orders versions. If two were modified within the same second, the account is asked which
    of them is the blob's current version.

    :raises TransientError: if a service fails.
    """
    if document["modified"] is None:  # the blob was gone or never read: keep a document that was made later
        return await _replace(images, document, {"classified_at": {"$not": {"$gt": document["classified_at"]}}})
    stored = await _replace(images, document, {"modified": {"$not": {"$gte": document["modified"]}}})
    if stored is Stored.SUPERSEDED and await _is_current(container, document):
        # The stored document is of this version, or of another of the same second; a later one is still kept.
        return await _replace(images, document, {"modified": {"$not": {"$gt": document["modified"]}}})
    return stored


async def _replace(images: ImageCollection, document: ImageDocument, condition: dict[str, Any]) -> Stored:
    """Replace the document if the condition holds, or insert it if there is none.

    If the condition does not hold, the database tries an insert, which fails on the document's ``_id``.
    """
    with transient("database"):
        try:
            result = await retry_database(
                lambda: images.replace_one({"_id": document["_id"], **condition}, document, upsert=True)
            )
        except DuplicateKeyError:
            return Stored.SUPERSEDED
    return Stored.REPLACED if result.matched_count else Stored.INSERTED


async def _is_current(container: ContainerClient, document: ImageDocument) -> bool:
    try:
        with blob_errors(document["path"]):
            properties = await container.get_blob_client(document["path"]).get_blob_properties()
    except PermanentError:
        return False  # gone or refused since: nobody has read the present version
    return bool(unquoted(properties.etag) == document["etag"])
