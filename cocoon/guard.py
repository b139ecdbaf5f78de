"""One host at a time lists a container: a lease in the database."""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError

from cocoon.errors import TransientError
from cocoon.faults import transient
from cocoon.retry import with_retries

LEASE_SECONDS, RENEW_SECONDS = 45.0, 10.0
MARGIN_SECONDS = 10.0  # before its end a lease is not relied on: clocks differ, and what was begun takes time

logger = logging.getLogger(__name__)
Records = AsyncCollection[dict[str, Any]]


class GuardHeldError(TransientError):
    """Another run holds the guard."""


class Guard:
    """A lease that is held, and renewed in the background."""

    def __init__(self, listings: Records, container: str) -> None:
        self._listings, self._id, self._owner = listings, f"guard/{container}", uuid.uuid4().hex
        self._until = 0.0

    def check(self) -> None:
        """Return while the lease is held.

        :raises TransientError: if it could not be renewed, so that another host may have it.
        """
        if monotonic() > self._until - MARGIN_SECONDS:
            raise TransientError("The guard of the listing could not be renewed.")

    async def acquire(self) -> bool:
        """Take the lease, or renew it; tell whether it is ours now.

        :raises TransientError: if the database fails.
        """
        begun, now = monotonic(), datetime.now(UTC)
        free = {"_id": self._id, "$or": [{"until": {"$lt": now}}, {"owner": self._owner}]}
        lease = {"owner": self._owner, "until": now + timedelta(seconds=LEASE_SECONDS)}
        with transient("database"):
            try:
                await with_retries(lambda: self._listings.update_one(free, {"$set": lease}, upsert=True))
            except DuplicateKeyError:
                return False
        self._until = begun + LEASE_SECONDS
        return True

    async def release(self) -> None:
        """Give the lease up; where that fails, it ends by itself."""
        with suppress(TransientError), transient("database"):
            await self._listings.delete_one({"_id": self._id, "owner": self._owner})

    async def keep(self) -> None:
        """Renew the lease until cancelled."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                if not await self.acquire():
                    self._until = 0.0
            except TransientError:
                logger.warning("the guard of the listing is not renewed now", exc_info=True)


@asynccontextmanager
async def guarded(listings: Records, container: str, wait_seconds: float = 0.0) -> AsyncIterator[Guard]:
    """Hold the guard of a container.

    :param wait_seconds: how long to wait for another run to end.
    :raises GuardHeldError: if another holds it still.
    :raises TransientError: if the database fails.
    """
    guard, deadline = Guard(listings, container), monotonic() + wait_seconds
    while not await guard.acquire():
        if monotonic() >= deadline:
            raise GuardHeldError(f"The container {container!r} is being listed by another run.")
        await asyncio.sleep(min(1.0, wait_seconds))
    keeping = asyncio.create_task(guard.keep())
    try:
        yield guard
    finally:
        keeping.cancel()
        await guard.release()
