"""Counting reads the whole collection, so one process counts at a time: a claim in the database."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError, PyMongoError

from cocoon.faults import transient

MARGIN_SECONDS = 30.0  # beyond which the claim lasts: clocks differ
SECONDS_AFTER_FAILURE = 60.0
_CLAIM = "claim"

Collection = AsyncCollection[dict[str, Any]]


@asynccontextmanager
async def claimed(counts: Collection, seconds: float) -> AsyncIterator[bool]:
    """Take the right to count from other processes; tell whether it is ours.

    It is given back when counting is done. After a failure it is kept for a minute, so that not all try at once.

    :param seconds: how long counting may take.
    :raises TransientError: if the database fails.
    """
    owner = uuid.uuid4().hex
    mine = {"_id": _CLAIM, "owner": owner}
    ours = await _claim(counts, owner, seconds + MARGIN_SECONDS)
    try:
        yield ours
    except BaseException:
        if ours:
            with suppress(PyMongoError):
                again = datetime.now(UTC) + timedelta(seconds=SECONDS_AFTER_FAILURE)
                await counts.update_one(mine, {"$set": {"until": again}})
        raise
    if ours:
        with transient("database"):
            await counts.delete_one(mine)


async def _claim(counts: Collection, owner: str, seconds: float) -> bool:
    now = datetime.now(UTC)
    free = {"_id": _CLAIM, "until": {"$not": {"$gt": now}}}
    with transient("database"):
        try:
            until = now + timedelta(seconds=seconds)
            await counts.update_one(free, {"$set": {"until": until, "owner": owner}}, upsert=True)
        except DuplicateKeyError:
            return False
    return True
