"""Write a document, unless a newer version of the blob has one already."""

from dataclasses import dataclass
from enum import Enum

from azure.storage.blob.aio import ContainerClient
from pymongo.errors import DuplicateKeyError

from classify_image.version_order import Order, order_of
from cocoon.errors import PermanentError, TransientError
from cocoon.records.image_document import ImageDocument, decode, unchanged
from cocoon.records.message import unquoted
from cocoon.records.posting import left_over, posting_ids
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from cocoon.services.storage_errors import blob_errors

MOST_ROUNDS = 10  # of writing a document that others keep changing


class Stored(Enum):
    """The result of storing a document."""

    INSERTED = "inserted"
    REPLACED = "replaced"
    SUPERSEDED = "superseded"  # a newer version of the blob has its document already


@dataclass(frozen=True, slots=True)
class StoreResult:
    """The result of storing a document, and the document before it; None if there was none."""

    stored: Stored
    before: ImageDocument | None = None


async def find(images: ImageCollection, image_id: str) -> ImageDocument | None:
    """Return an image's document, if there is one.

    :raises TransientError: if the database fails.
    """
    with transient("database"):
        record = await retry_database(lambda: images.find_one({"_id": image_id}))
    return None if record is None else decode(record)


async def store(
    images: ImageCollection, document: ImageDocument, before: ImageDocument | None, container: ContainerClient
) -> StoreResult:
    """Insert or replace the image's document.

    It replaces only the document that was read before it, so what is replaced is known: its postings must go, and the
    totals change by the difference. If another has come between, that one is read and the order decided again.

    The time of modification orders versions. If two were modified within the same second, the account is asked which
    of them is the blob's current version.

    :param before: the document as it was read last.
    :raises TransientError: if a service fails, or the document changes all the time.
    """
    tried: ImageDocument | None = None
    for _ in range(MOST_ROUNDS):
        if before is not None and unchanged(before) == unchanged(document):  # the answer to an earlier try was lost
            return StoreResult(Stored.REPLACED if tried else Stored.INSERTED, tried)
        if before is not None and not await _may_replace(before, document, container):
            return StoreResult(Stored.SUPERSEDED, before)
        if await _write(images, document, before):
            return StoreResult(Stored.REPLACED if before else Stored.INSERTED, before)
        tried, before = before, await find(images, document["_id"])
    raise TransientError(f"The document of {document['path']!r} was changed all the time.")


async def _may_replace(before: ImageDocument, document: ImageDocument, container: ContainerClient) -> bool:
    order = order_of(before, document)
    return order is Order.NEWER or (order is Order.UNCERTAIN and await _is_current(container, document))


async def _write(images: ImageCollection, document: ImageDocument, before: ImageDocument | None) -> bool:
    """Insert a document, or replace the one before it; return False if that is not what the database has."""
    document["former_postings"] = []
    if before is not None:
        former = posting_ids(before) | {*before["former_postings"]}
        document["former_postings"] = left_over(former, document)
    with transient("database"):
        if before is None:
            try:
                await retry_database(lambda: images.insert_one(document))
            except DuplicateKeyError:
                return False
            return True
        result = await retry_database(lambda: images.replace_one(unchanged(before), document))
        return bool(result.matched_count)


async def _is_current(container: ContainerClient, document: ImageDocument) -> bool:
    try:
        with blob_errors(document["path"]):
            properties = await container.get_blob_client(document["path"]).get_blob_properties()
    except PermanentError:
        return False  # gone or refused since: nobody has read the present version
    return bool(unquoted(properties.etag) == document["etag"])
