"""Let one host at a time list a container, by a lease in the database that is renewed in the background."""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import monotonic

from pymongo.errors import DuplicateKeyError

from cocoon.cancellation import end_tasks
from cocoon.errors import TransientError
from cocoon.records.lease import LeaseRecord
from cocoon.services.mongo_client import Collection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient

LEASE_SECONDS, RENEW_SECONDS = 45.0, 10.0
MARGIN_SECONDS = 10.0  # not relied on this shortly before its end: clocks differ, and work takes time

logger = logging.getLogger(__name__)


class LeaseHeldError(TransientError):
    """Another host holds the lease."""


class Lease:
    """The lease of a container, which one host holds."""

    def __init__(self, leases: Collection, container: str, seconds: float = LEASE_SECONDS) -> None:
        self._leases, self._container, self._owner = leases, container, uuid.uuid4().hex
        self._seconds = seconds
        self._until = 0.0

    def check(self) -> None:
        """Raise an error unless the lease is held.

        :raises TransientError: if it could not be renewed, so that another host may have it.
        """
        if monotonic() > self._until - MARGIN_SECONDS:
            raise TransientError(f"The lease of {self._container!r} could not be renewed.")

    async def acquire(self) -> bool:
        """Take the lease, or renew it; return whether this host holds it now.

        :raises TransientError: if the database fails.
        """
        begun, now = monotonic(), datetime.now(UTC)
        record = LeaseRecord(self._container, self._owner, now + timedelta(seconds=self._seconds))
        with transient("database"):
            if not (await self._renew(record) or await self._take(record, now)):
                return False
        self._until = begun + self._seconds
        return True

    async def _renew(self, record: LeaseRecord) -> bool:
        result = await retry_database(lambda: self._leases.update_one(record.own, {"$set": record.encode()}))
        return bool(result.matched_count)

    async def _take(self, record: LeaseRecord, now: datetime) -> bool:
        update = {"$set": record.encode()}
        try:
            await retry_database(lambda: self._leases.update_one(record.free(now), update, upsert=True))
        except DuplicateKeyError:  # another host has it, or this one since a try whose answer was lost
            return await self._renew(record)
        return True

    async def release(self) -> None:
        """Release the lease; if that fails, it expires by itself."""
        with suppress(TransientError), transient("database"):
            await self._leases.delete_one({"_id": self._container, "owner": self._owner})

    async def keep(self) -> None:
        """Renew the lease until cancelled."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                if not await self.acquire():
                    self._until = 0.0
            except TransientError:
                logger.warning("the lease could not be renewed now", exc_info=True)


@asynccontextmanager
async def hold_lease(leases: Collection, container: str, wait_seconds: float = 0.0) -> AsyncIterator[Lease]:
    """Hold the lease of a container.

    :param wait_seconds: how long to wait for another host to give it up.
    :raises LeaseHeldError: if another host still holds it.
    :raises TransientError: if the database fails.
    """
    lease, deadline = Lease(leases, container), monotonic() + wait_seconds
    while not await lease.acquire():
        if monotonic() >= deadline:
            raise LeaseHeldError(f"The container {container!r} is being listed by another run.")
        await asyncio.sleep(min(1.0, wait_seconds))
    keeping = asyncio.create_task(lease.keep())
    try:
        yield lease
    finally:
        await end_tasks(keeping)
        await lease.release()
