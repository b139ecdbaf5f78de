"""Write documents, their postings and their totals into the database, and thumbnails into the storage."""

from collections.abc import Sequence
from datetime import UTC, datetime

from classify_image.thumbnail_store import upload_thumbnail
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import additions, shard_id
from cocoon.records.image_document import ImageDocument
from cocoon.services import indexes
from cocoon.services.clients import Clients
from dashboard.e2e.collection.thumbnails import Thumbnail
from tests.kits.documents import insert_documents

BATCH = 1000  # documents of a command


async def write_documents(clients: Clients, documents: Sequence[ImageDocument]) -> None:
    """Write documents with all that searches and counts need."""
    await indexes.ensure(clients.images)
    totals = CountChange()
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        await insert_documents(clients, batch)
        for document in batch:
            totals.add(document, 1)
    container = documents[0]["container"]
    record = additions(totals) | {"$set": {"container": container, "at": datetime.now(UTC)}}
    await clients.images.database["counts"].update_one({"_id": shard_id(container, 0)}, record, upsert=True)


async def upload_thumbnails(
    clients: Clients, documents: Sequence[ImageDocument], thumbnails: Sequence[Thumbnail]
) -> None:
    """Upload a thumbnail for each of some documents."""
    for document, thumbnail in zip(documents, thumbnails, strict=True):
        await upload_thumbnail(clients.thumbnails_container, document["thumbnail"] or "", thumbnail.content)
