"""Remove the records that a condition finds, page by page, so that each command does bounded work."""

import math
from collections.abc import Mapping
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
        await retry_database(lambda ids=ids: collection.delete_many({"_id": {"$in": ids}}))  # type: ignore[misc]
        if len(ids) < at_once:
            return
