"""Labelled images, and what is counted of them."""

from datetime import UTC, datetime, timedelta

from cocoon.records.counts import Counts
from cocoon.records.label import Label
from cocoon.services.clients import Clients
from query_labels.statistics.count_store import CountStore
from tests.kits.documents import failed_document, labelled_document

MINUTE_AGO = datetime.now(UTC) - timedelta(minutes=1)


async def put_labels(clients: Clients, path: str, *names: str, at: datetime = MINUTE_AGO) -> None:
    """Give an image labels, in place of those that it has."""
    container = clients.images_container.container_name
    document = labelled_document(container, path, *(Label(name, 0.5) for name in names), at=at)
    await clients.images.replace_one({"_id": document["_id"]}, document, upsert=True)


async def put_failure(clients: Clients, path: str, code: str) -> None:
    """Put in an image that could not be labelled."""
    container = clients.images_container.container_name
    await clients.images.insert_one(failed_document(container, path, code, at=MINUTE_AGO))


async def count_images(clients: Clients) -> Counts:
    """Count as another process does, or as this one does some seconds later."""
    return await CountStore(clients).current()
