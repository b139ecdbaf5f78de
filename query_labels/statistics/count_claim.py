"""Let one process count at a time, by a claim in the database, because counting reads the whole collection."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from pymongo.errors import DuplicateKeyError, PyMongoError

from cocoon.services.mongo_client import Collection
from cocoon.services.sdk_errors import transient

MARGIN_SECONDS = 30.0  # by which the claim outlasts the counting, as clocks differ
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
    own_claim = {"_id": _CLAIM, "owner": owner}
    has_claim = await _claim(counts, owner, seconds + MARGIN_SECONDS)
    try:
        yield has_claim
    except BaseException:
        if has_claim:
            with suppress(PyMongoError):
                retry_at = datetime.now(UTC) + timedelta(seconds=SECONDS_AFTER_FAILURE)
                await counts.update_one(own_claim, {"$set": {"until": retry_at}})
        raise
    if has_claim:
        with transient("database"):
            await counts.delete_one(own_claim)


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
