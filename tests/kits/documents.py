"""Documents of images."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cocoon.errors import PermanentError
from cocoon.records.image_document import ImageDocument, decode, document_id
from cocoon.records.label import BroaderLabel, Label
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, failed, labelled
from cocoon.records.posting import posting_ids, postings_of
from cocoon.services.clients import Clients
from cocoon.services.postings import Postings
from cocoon.settings.app_settings import Settings

AT = datetime(2026, 11, 23, tzinfo=UTC)
NET = ModelName("net", "1")


def labelled_document(
    container: str,
    path: str,
    *labels: Label,
    at: datetime = AT,
    model: ModelName = NET,
    etag: str | None = "1",
    size: int = 1,
    broader: Sequence[BroaderLabel] = (),
) -> ImageDocument:
    """Return the document that the app would write of an image with these labels."""
    version, attempt = BlobVersion(etag, at, size), Attempt((model,), "test", at)
    return labelled(ImageMessage(container, path), version, attempt, labels, (1, 1), broader=broader)


def failed_document(
    container: str, path: str, code: str, *, at: datetime = AT, model: ModelName = NET
) -> ImageDocument:
    """Return the document that the app would write of an image that failed with this code."""
    version, attempt = BlobVersion("1", at, 1), Attempt((model,), "test", at)
    return failed(ImageMessage(container, path), version, attempt, PermanentError(code, "So."))


def image_document(container: str, path: str, **fields: Any) -> ImageDocument:
    """Return the whole document of an image: labelled, without labels, unless the fields say otherwise."""
    usual = {
        "_id": document_id(container, path),
        "container": container,
        "path": path,
        "etag": "1",
        "model": NET.encode(),
        "status": "labelled",
        "classified_at": datetime.now(UTC),
        "worker": "test",
    }
    return decode(usual | fields)


def changed(document: ImageDocument, **fields: Any) -> ImageDocument:
    """Return a document with some fields changed."""
    return decode({**document, **fields})


async def insert_document(clients: Clients, settings: Settings, path: str, **fields: object) -> None:
    """Put the document of an image into the database, with its postings."""
    await insert_documents(clients, [image_document(settings.images_container, path, **fields)])


async def insert_documents(clients: Clients, documents: Sequence[ImageDocument]) -> None:
    """Put documents of images into the database, with their postings."""
    await clients.images.insert_many(documents)
    if postings := [posting for document in documents for posting in postings_of(document)]:
        await clients.postings.insert_many(postings)


async def replace_document(clients: Clients, document: ImageDocument) -> None:
    """Put the document of an image into the database in place of the one that is there, if any, with its postings."""
    before = await clients.images.find_one({"_id": document["_id"]})
    await clients.images.replace_one({"_id": document["_id"]}, document, upsert=True)
    postings = Postings(clients.images, clients.postings)
    await postings.settle(document["_id"], posting_ids(before) if before else ())


async def remove_document(clients: Clients, document: ImageDocument) -> None:
    """Remove the document of an image, and its postings."""
    await clients.images.delete_one({"_id": document["_id"]})
    await clients.postings.delete_many({"_id": {"$in": sorted(posting_ids(document))}})
