"""Collect by how much writes change the totals, and add that to the totals every few seconds."""

import asyncio
import logging
import random
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pymongo.errors import PyMongoError

from cocoon.cancellation import end_tasks
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import SHARDS, shard_id
from cocoon.records.work import Work
from cocoon.services.mongo_client import Collection
from cocoon.services.totals import Totals

FLUSH_SECONDS = 5.0
FIRST_SECONDS = 1.0  # after which the first change after a pause is written: whoever labels one image waits for it

logger = logging.getLogger(__name__)


class CountLog:
    """Collects the changes of one process. A crash loses those of the last seconds; a recount corrects that."""

    def __init__(self, counts: Collection, container: str) -> None:
        self._totals = Totals(counts, container)
        self._record = shard_id(container, random.randrange(SHARDS))  # noqa: S311 - spreads processes over the records
        self._open = CountChange()
        self._batch: tuple[str, CountChange] | None = None
        self._minute: datetime | None = None
        self._writing = asyncio.Lock()
        self._flushing: asyncio.Task[None] | None = None

    def change(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Note that a document was replaced by another, inserted (no ``before``) or removed (no ``after``)."""
        self._note(CountChange.between(before, after))

    def worked(self) -> None:
        """Note that this process, a worker, has done an image now. A minute counts once, with its first image."""
        minute = datetime.now(UTC).replace(second=0, microsecond=0)
        is_new, self._minute = minute != self._minute, minute
        self._note(CountChange(work=Work(int(is_new), 1, minute)))

    async def flush(self) -> bool:
        """Write what was collected; return whether all is written. What the database refuses is kept for later.

        A batch keeps its id until it is written, and the record remembers the last ids: one whose answer was lost is
        not added twice.
        """
        async with self._writing:
            while self._batch is not None or not self._open.is_empty():
                if self._batch is None:
                    self._batch, self._open = (uuid.uuid4().hex[:16], self._open), CountChange()
                try:
                    await self._totals.add(self._record, *self._batch)
                except PyMongoError:
                    logger.warning("the totals could not be written now", exc_info=True)
                    return False
                self._batch = None
        return True

    async def close(self) -> None:
        """Write what was collected, if the database takes it."""
        if self._flushing is not None:
            await end_tasks(self._flushing)
        await self.flush()

    def _note(self, change: CountChange) -> None:
        if change.is_empty():
            return
        self._open.merge(change)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush_later())

    async def _flush_later(self) -> None:
        seconds = FIRST_SECONDS
        while self._batch is not None or not self._open.is_empty():
            await asyncio.sleep(seconds)
            await self.flush()
            seconds = FLUSH_SECONDS
