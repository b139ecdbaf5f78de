"""What this worker does, minute by minute, kept in one small collection for statistics.

A record ``{worker, minute, labelled, failed, busy_ms}`` is written every few seconds with
the minute's totals so far, so that writing it twice changes nothing. Records expire.
"""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from pymongo import UpdateOne
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import PyMongoError

from cocoon.documents import LABELLED, Document

FLUSH_SECONDS = 5.0

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Totals:
    """What was done in a minute; ``busy_ms`` is time spent decoding and classifying."""

    labelled: int = 0
    failed: int = 0
    busy_ms: float = 0.0


class ActivityLog:
    """Counts, and writes what it has counted now and then."""

    def __init__(self, collection: AsyncCollection[Document], worker: str) -> None:
        self._collection, self._worker = collection, worker
        self._started = datetime.now(UTC)  # tells this life of a worker from one before
        self._minutes: defaultdict[datetime, Totals] = defaultdict(Totals)
        self._changed: set[datetime] = set()
        self._flushing: asyncio.Task[None] | None = None

    def count(self, status: str, busy_seconds: float) -> None:
        """Count an image; it is written within some seconds."""
        minute = datetime.now(UTC).replace(second=0, microsecond=0)
        totals = self._minutes[minute]
        totals.labelled += status == LABELLED
        totals.failed += status != LABELLED
        totals.busy_ms += busy_seconds * 1000
        self._changed.add(minute)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush_later())

    async def flush(self) -> None:
        """Write what has changed; it is kept for the next time if the database fails."""
        changed, self._changed = self._changed, set()
        if not changed:
            return
        try:
            await self._collection.bulk_write([self._update(minute) for minute in sorted(changed)], ordered=False)
        except PyMongoError:
            self._changed |= changed
            logger.warning("activity is not written now", exc_info=True)
            return
        self._minutes = defaultdict(Totals, {m: t for m, t in self._minutes.items() if m >= max(changed)})

    async def _flush_later(self) -> None:
        while self._changed:
            await asyncio.sleep(FLUSH_SECONDS)
            await self.flush()

    def _update(self, minute: datetime) -> UpdateOne:
        totals = self._minutes[minute]
        values = {"labelled": totals.labelled, "failed": totals.failed, "busy_ms": round(totals.busy_ms)}
        keys = {"worker": self._worker, "minute": minute}
        record = f"{self._worker}/{self._started.isoformat()}/{minute.isoformat()}"
        return UpdateOne({"_id": record}, {"$set": keys | values}, upsert=True)
