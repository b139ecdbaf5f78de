"""Remove all images of a container, page by page, so that each command does bounded work."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from time import monotonic

from pymongo import ASCENDING

from cocoon.records.count_change import COUNTED_FIELDS
from cocoon.records.image_document import ATTEMPT, ImageDocument, decode, unchanged
from cocoon.records.posting import posting_ids
from cocoon.services.access_paths import image_paths
from cocoon.services.clients import Clients
from cocoon.services.indexed_find import find_by_index
from cocoon.services.postings import Postings
from cocoon.services.retries import retry_database

IMAGES_AT_ONCE, AT_A_TIME = image_paths.REMOVED.most, 10
_FIELDS = (*COUNTED_FIELDS, "ranks", "former_postings", *ATTEMPT)


async def remove_images(clients: Clients, container: str, until: float) -> AsyncIterator[int]:
    """Remove the documents of a container with their postings, and take them from the totals; yield each page's number.

    A document that has changed since it was read is read and removed by one of the next pages.

    :param until: when to begin no further page, in seconds of ``time.monotonic``.
    :raises PyMongoError: if the database fails; what was removed by then stays removed.
    :raises TransientError: in the same cases.
    """
    images, postings = clients.images, Postings(clients.images, clients.postings)

    async def page() -> list[ImageDocument]:
        filter_, index = {"container": container}, image_paths.REMOVED.index.document["name"]
        return await find_by_index(
            images, filter_, index, fields=_FIELDS, sort=[("path", ASCENDING)], limit=IMAGES_AT_ONCE
        )

    while monotonic() < until and (documents := [decode(each) for each in await retry_database(page)]):
        own = {each["_id"]: posting_ids(each) | {*each["former_postings"]} for each in documents}
        await postings.remove(set[str]().union(*own.values()))
        removed = 0
        for start in range(0, len(documents), AT_A_TIME):
            part = documents[start : start + AT_A_TIME]
            removed += sum(await asyncio.gather(*(_remove(clients, each) for each in part)))
        await _settle(clients, postings, own)
        yield removed


async def _remove(clients: Clients, document: ImageDocument) -> bool:
    """Remove a document that is as it was read, take it from the totals, and return whether it was."""
    result = await retry_database(lambda: clients.images.delete_one(unchanged(document)))
    if result.deleted_count:
        clients.count_log.change(document, None)
    return bool(result.deleted_count)


async def _settle(clients: Clients, postings: Postings, own: Mapping[str, set[str]]) -> None:
    """Remove the postings that workers wrote before they saw that a document is gone; keep those of newer documents."""
    await postings.remove(set[str]().union(*own.values()))

    async def read_left() -> list[ImageDocument]:
        return await clients.images.find({"_id": {"$in": sorted(own)}}, {"_id": True}).to_list()

    for left in await retry_database(read_left):
        await postings.settle(left["_id"], own[left["_id"]])
