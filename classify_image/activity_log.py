"""Count what this worker does, minute by minute, and write the counts every few seconds.

A record has the totals of a minute so far, so writing it twice changes nothing.
"""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from pymongo import UpdateOne
from pymongo.errors import PyMongoError

from cocoon.records.activity_minute import ActivityMinute
from cocoon.records.image_document import LABELLED
from cocoon.services.mongo_client import Collection

FLUSH_SECONDS = 5.0

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Totals:
    """The totals of a minute; ``busy_ms`` is the time spent decoding and classifying."""

    labelled: int = 0
    failed: int = 0
    busy_ms: float = 0.0


class ActivityLog:
    """Counts images, and writes the counts now and then."""

    def __init__(self, activity: Collection, worker: str) -> None:
        self._activity, self._worker = activity, worker
        self._started = datetime.now(UTC)  # distinguishes this process from an earlier one of the same name
        self._minutes: defaultdict[datetime, Totals] = defaultdict(Totals)
        self._changed: set[datetime] = set()
        self._flushing: asyncio.Task[None] | None = None

    def count(self, status: str, busy_seconds: float) -> None:
        """Count an image; the count is written within seconds."""
        minute = datetime.now(UTC).replace(second=0, microsecond=0)
        totals = self._minutes[minute]
        totals.labelled += status == LABELLED
        totals.failed += status != LABELLED
        totals.busy_ms += busy_seconds * 1000
        self._changed.add(minute)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush_later())

    async def flush(self) -> None:
        """Write the minutes that have changed; if the database fails, they are kept for the next time."""
        changed, self._changed = self._changed, set()
        if not changed:
            return
        try:
            await self._activity.bulk_write([self._update(minute) for minute in sorted(changed)], ordered=False)
        except PyMongoError:
            self._changed |= changed
            logger.warning("the activity could not be written now", exc_info=True)
            return
        self._minutes = defaultdict(Totals, {m: t for m, t in self._minutes.items() if m >= max(changed)})

    async def _flush_later(self) -> None:
        while self._changed:
            await asyncio.sleep(FLUSH_SECONDS)
            await self.flush()

    def _update(self, minute: datetime) -> UpdateOne:
        totals = self._minutes[minute]
        record = ActivityMinute(self._worker, minute, totals.labelled, totals.failed, round(totals.busy_ms))
        record_id = f"{self._worker}/{self._started.isoformat()}/{minute.isoformat()}"
        return UpdateOne({"_id": record_id}, {"$set": record.encode()}, upsert=True)
