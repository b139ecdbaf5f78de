"""Labelled images, and what is counted of them."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from cocoon.records.counts import Counts
from cocoon.records.image_document import ImageDocument
from cocoon.records.label import Label
from cocoon.records.recount import Phase
from cocoon.services.clients import Clients
from query_labels.statistics.count_store import CountStore
from recount_labels.progress import Progress
from recount_labels.tick import RecountTick
from tests.kits.documents import failed_document, labelled_document, replace_document

MINUTE_AGO = datetime.now(UTC) - timedelta(minutes=1)


async def put_labels(clients: Clients, path: str, *names: str, at: datetime = MINUTE_AGO) -> None:
    """Give an image labels, in place of those that it has."""
    container = clients.images_container.container_name
    document = labelled_document(container, path, *(Label(name, 0.5) for name in names), at=at)
    before = await clients.images.find_one({"_id": document["_id"]})
    await replace_document(clients, document)
    await _note(clients, before, document)


async def put_failure(clients: Clients, path: str, code: str) -> None:
    """Put in an image that could not be labelled."""
    document = failed_document(clients.images_container.container_name, path, code, at=MINUTE_AGO)
    await clients.images.insert_one(document)
    await _note(clients, None, document)


async def put_totals(clients: Clients, documents: Sequence[ImageDocument]) -> None:
    """Add documents to the totals, as if they had just been stored."""
    for document in documents:
        clients.count_log.change(None, document)
    await clients.count_log.flush()


async def count_images(clients: Clients) -> Counts:
    """Return the totals as another process reads them, or this one a second later."""
    return await CountStore(clients).current()


async def recount(clients: Clients, *, settling_seconds: float = 0.0) -> None:
    """Count all documents, however they came in, and write their postings.

    The timer of a host that runs may be at it: what it began before does not count.

    :param settling_seconds: how long to wait for what other processes have not added to the totals yet.
    """
    container, asked = clients.images_container.container_name, datetime.now(UTC) - timedelta(milliseconds=1)
    progress = Progress(clients.counts, container)
    while True:
        await RecountTick(clients, container, settling_seconds=settling_seconds).run(force=True)
        last = await progress.load()
        if last and last.phase is Phase.DONE and last.began >= asked:
            return
        await asyncio.sleep(0.2)


async def _note(clients: Clients, before: ImageDocument | None, document: ImageDocument) -> None:
    clients.count_log.change(before, document)
    await clients.count_log.flush()
