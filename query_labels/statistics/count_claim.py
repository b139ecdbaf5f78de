"""One process counts at a time, because counting reads the whole collection: a claim in the database."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from pymongo.errors import DuplicateKeyError, PyMongoError

from cocoon.services.mongo_client import Collection
from cocoon.services.sdk_errors import transient

MARGIN_SECONDS = 30.0  # beyond which the claim lasts: clocks differ
SECONDS_AFTER_FAILURE = 60.0
_CLAIM = "claim"


@asynccontextmanager
async def claimed(counts: Collection, seconds: float) -> AsyncIterator[bool]:
    """Claim the counting; yield whether this process has the claim.

    The claim is given up afterwards. After a failure it is kept for a minute, so that not all processes try at once.

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
