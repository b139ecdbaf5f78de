"""Remove records by their ids or by a condition, a page with each command, so that each does bounded work."""

import math
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from cocoon.services.mongo_client import Collection
from cocoon.services.retries import retry_database


async def remove_records(
    collection: Collection, condition: Mapping[str, Any], at_once: int, until: float = math.inf
) -> None:
    """Remove the records that a condition finds.

    :param condition: equality on the first fields of an index.
    :param at_once: how many are removed by a command.
    :param until: when to begin no further page, in seconds of ``time.monotonic``.
    :raises PyMongoError: if the database fails; what was removed by then stays removed.
    """

    async def page() -> list[Any]:
        records = await collection.find(condition, {"_id": True}).limit(at_once).to_list()
        return [each["_id"] for each in records]

    while monotonic() < until and (ids := await retry_database(page)):
        await remove_by_ids(collection, ids, at_once)
        if len(ids) < at_once:
            return


async def remove_by_ids(collection: Collection, ids: Sequence[Any], at_once: int) -> None:
    """Remove the records that have these ids; some of them may be gone.

    :param at_once: how many are removed by a command.
    :raises PyMongoError: if the database fails; what was removed by then stays removed.
    """
    for start in range(0, len(ids), at_once):
        by_ids = {"_id": {"$in": ids[start : start + at_once]}}
        await retry_database(lambda by_ids=by_ids: collection.delete_many(by_ids))  # type: ignore[misc]
