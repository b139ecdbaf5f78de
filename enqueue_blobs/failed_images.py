"""Read the failed images of a container, page by page, the oldest first; or one of them."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING

from cocoon.records.image_document import FAILED, ImageDocument, document_id
from cocoon.services.access_paths import image_paths
from cocoon.services.indexed_find import find_by_index
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient

_OLDEST_FIRST = [("classified_at", ASCENDING), ("_id", DESCENDING)]
_FIELDS = "path", "classified_at", "error.code"
_INDEX = image_paths.FAILED.index.document["name"]


async def failed_pages(images: ImageCollection, container: str) -> AsyncGenerator[Sequence[ImageDocument], None]:
    """Yield the failed images that there are, by the time of their failure.

    An image that fails again meanwhile comes last, and so is read again.

    :raises TransientError: if the database fails.
    """
    failed: dict[str, Any] = {"container": container, "status": FAILED}
    most = image_paths.FAILED.most
    page = await _read(images, failed, most)
    while page:
        yield page
        if len(page) < most:
            return
        page = await _read_after(images, failed, page[-1], most)


async def failed_image(
    images: ImageCollection, container: str, path: str
) -> AsyncGenerator[Sequence[ImageDocument], None]:
    """Yield the image of a path, if it has failed.

    :raises TransientError: if the database fails.
    """
    by_id = {"_id": document_id(container, path), "container": container}
    fields = dict.fromkeys((*_FIELDS, "status"), True)
    with transient("database"):
        document = await retry_database(lambda: images.find_one(by_id, fields))
    if document is not None and document["status"] == FAILED:
        yield [document]


async def _read_after(
    images: ImageCollection, failed: Mapping[str, Any], last: ImageDocument, most: int
) -> Sequence[ImageDocument]:
    """Read what comes after a document: the rest of the same time, and what is later. No index serves both in one."""
    same, later = await asyncio.gather(
        _read(images, {**failed, "classified_at": last["classified_at"], "_id": {"$lt": last["_id"]}}, most),
        _read(images, {**failed, "classified_at": {"$gt": last["classified_at"]}}, most),
    )
    return [*same, *later][:most]


async def _read(images: ImageCollection, condition: Mapping[str, Any], most: int) -> Sequence[ImageDocument]:
    with transient("database"):
        return await retry_database(
            lambda: find_by_index(images, condition, _INDEX, fields=_FIELDS, sort=_OLDEST_FIRST, limit=most)
        )
