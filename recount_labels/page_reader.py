"""Read a collection page by page, in the order of an index."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING

from cocoon.services.access_paths import count_paths
from cocoon.services.indexed_find import find_by_index
from cocoon.services.indexes import IMAGES_BY_TIME, NEWEST
from cocoon.services.mongo_client import Collection, ImageCollection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient

MOST_IDS = count_paths.KNOWN_POSTINGS.most  # embedded databases take a time that grows with the square


async def read_page(
    collection: Collection | ImageCollection,
    equal: Mapping[str, Any],
    field: str,
    after: str,
    *,
    fields: Iterable[str],
    limit: int,
) -> list[dict[str, Any]]:
    """Return the first records after a value of a field, in ascending order.

    :param equal: the fields that have one value: with ``field``, those of an index, in this order.
    :param after: the value at which the page before ended; empty for the first page.
    :raises TransientError: if the database fails.
    """
    filter_ = {**equal, field: {"$gt": after}} if after else dict(equal)
    index = "_".join(f"{name}_{ASCENDING}" for name in [*equal, field])
    with transient("database"):
        return await retry_database(
            lambda: find_by_index(collection, filter_, index, fields=fields, sort=[(field, ASCENDING)], limit=limit)
        )


async def read_by_ids(
    collection: Collection | ImageCollection, ids: Sequence[str], fields: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Return the records of these ids, by their id.

    :raises TransientError: if the database fails.
    """
    found: dict[str, dict[str, Any]] = {}
    projection = dict.fromkeys(("_id", *fields), True)
    for start in range(0, len(ids), MOST_IDS):
        by_id: dict[str, Any] = {"_id": {"$in": ids[start : start + MOST_IDS]}}

        async def read(by_id: dict[str, Any] = by_id) -> list[Any]:
            return await collection.find(by_id, projection).to_list()

        with transient("database"):
            found |= {each["_id"]: each for each in await retry_database(read)}
    return found


async def read_newest(images: ImageCollection, container: str) -> datetime | None:
    """Return when the newest document of a container was made, if it has any.

    :raises TransientError: if the database fails.
    """
    filter_, index = {"container": container}, IMAGES_BY_TIME.document["name"]
    with transient("database"):
        newest = await retry_database(
            lambda: find_by_index(images, filter_, index, fields=["classified_at"], sort=NEWEST, limit=1)
        )
    return newest[0]["classified_at"] if newest else None
