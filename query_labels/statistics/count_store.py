"""Keep the totals over all images in one record of the database.

Counting reads the whole collection, so it happens now and then rather than for each request;
:mod:`query_labels.statistics.count_rules` decides when.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import pymongo
from pymongo.errors import OperationFailure

from cocoon.errors import TransientError
from cocoon.records.counts import FORMER_ID, Counts, Fingerprint, Work, record_id
from cocoon.records.image_document import FAILED
from cocoon.services.clients import Clients
from cocoon.services.indexes import NEWEST
from cocoon.services.mongo_client import Collection, ImageCollection, Record
from cocoon.services.sdk_errors import transient
from query_labels.statistics.count_claim import claimed
from query_labels.statistics.count_rules import is_due, is_quick

FRESH_SECONDS = 1.0  # for which a process does not look again
MOST_LABELS = 10_000  # some 400 KB of the 2 MB that a document may have
LONGEST_SECONDS = 600.0  # that counting may take
REFUSED_SECONDS = 300.0  # after which counting is tried again if the database has refused it

logger = logging.getLogger(__name__)
Pipeline = Sequence[dict[str, Any]]

_LABELS: Pipeline = [  # after a $match
    {"$unwind": "$label_names"},
    {"$group": {"_id": "$label_names", "images": {"$sum": 1}}},
    {"$sort": {"images": -1, "_id": 1}},
    {"$limit": MOST_LABELS},
]
_FAILURES: Pipeline = [  # after a $match
    {"$group": {"_id": "$error.code", "images": {"$sum": 1}}},
    {"$sort": {"images": -1, "_id": 1}},
]
_SUMS = {name: {"$sum": f"${name}"} for name in ("labelled", "failed")}
_WORK: Pipeline = [{"$group": {"_id": None, "minutes": {"$sum": 1}, "since": {"$min": "$minute"}} | _SUMS}]


class CountStore:
    """The totals as this process has last read or counted them."""

    def __init__(self, clients: Clients) -> None:
        self.clients = clients
        self._counts, self._read_at = Counts(), float("-inf")
        self._container = clients.images_container.container_name
        self._refused_until = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._counting: asyncio.Task[None] | None = None

    async def current(self, within: float = FRESH_SECONDS) -> Counts:
        """Return the totals: recent ones while images are labelled, otherwise exact ones.

        If counting takes longer than a moment, it goes on in the background, and the previous totals are returned.

        :param within: the age in seconds of this process's own copy that is good enough.
        :raises TransientError: if the database fails.
        """
        if monotonic() - self._read_at > within or self._read_at < self.clients.labels_cleared_at:
            if self._reading is None or self._reading.done():  # concurrent requests read once
                self._reading = asyncio.create_task(self._refresh())
            await asyncio.shield(self._reading)
        return self._counts

    async def _refresh(self) -> None:
        try:
            with transient("database"):
                record, now = await asyncio.gather(self._read(), _fingerprint(self.clients.images))
        except OperationFailure:
            logger.exception("the database refuses to say whether the totals are out of date")
            self._keep(self._counts)
            return
        self._keep(Counts.decode(record) if record else Counts())
        if monotonic() > self._refused_until and is_due(self._counts, now, datetime.now(UTC)):
            await self._start_counting(now)

    async def _read(self) -> Record | None:
        """Return the container's record, or that of an earlier version until there is one."""
        counts = self.clients.counts
        return await counts.find_one({"_id": record_id(self._container)}) or await counts.find_one({"_id": FORMER_ID})

    async def _start_counting(self, now: Fingerprint) -> None:
        quick = is_quick(self._counts, now)
        if self._counting is None or self._counting.done():
            self._counting = asyncio.create_task(self._count(now, alone=not quick))
            self._counting.add_done_callback(_log_failure)
        if quick:
            await asyncio.shield(self._counting)

    async def _count(self, now: Fingerprint, *, alone: bool) -> None:
        """Count, and store the totals; ``alone``: counting costs so much that only one process should do it.

        If the database refuses to count, the totals stay as they are, with the time of their count.
        """
        try:
            if not alone:
                await self._count_and_store(now)
                return
            async with claimed(self.clients.counts, LONGEST_SECONDS) as has_claim:
                if has_claim:
                    await self._count_and_store(now)
        except OperationFailure:
            self._refused_until = monotonic() + REFUSED_SECONDS
            counted_at = self._counts.counted_at
            logger.exception("the database refuses to count; the totals stay as they were at %s", counted_at)

    async def _count_and_store(self, now: Fingerprint) -> None:
        with transient("database"), pymongo.timeout(LONGEST_SECONDS):
            started, at = monotonic(), datetime.now(UTC)
            in_container, images = {"container": self._container}, self.clients.images
            labels, failures, work, others = await asyncio.gather(
                _aggregate(images, [{"$match": in_container}, *_LABELS]),
                _aggregate(images, [{"$match": {**in_container, "status": FAILED}}, *_FAILURES]),
                _aggregate(self.clients.activity, _WORK),
                images.count_documents({"container": {"$nin": [self._container]}}),
            )
            counts = Counts(
                {each["_id"]: each["images"] for each in labels},
                {each["_id"]: each["images"] for each in failures},
                _work(work),
                at,
                monotonic() - started,
                others,
                now,
            )
            record = counts.encode(self._container)
            await self.clients.counts.replace_one({"_id": record["_id"]}, record, upsert=True)
        self._keep(counts)

    def _keep(self, counts: Counts) -> None:
        self._counts, self._read_at = counts, monotonic()


_store: CountStore | None = None


def store_of(clients: Clients) -> CountStore:
    """Return this process's store for its clients."""
    global _store  # noqa: PLW0603 - one for the process's clients
    if _store is None or _store.clients is not clients:
        _store = CountStore(clients)
    return _store


def _work(sums: Sequence[Record]) -> Work:
    return Work(sums[0]["minutes"], sums[0]["labelled"] + sums[0]["failed"], sums[0]["since"]) if sums else Work()


async def _fingerprint(images: ImageCollection) -> Fingerprint:
    count, newest = await asyncio.gather(
        images.estimated_document_count(),
        images.find({}, {"classified_at": True}).sort(list(NEWEST)).limit(1).to_list(),
    )
    return Fingerprint(count, newest[0]["classified_at"] if newest else None)


async def _aggregate(collection: Collection | ImageCollection, pipeline: Pipeline) -> list[Record]:
    records: list[Any] = await (await collection.aggregate(pipeline)).to_list()
    return records


def _log_failure(counting: asyncio.Task[None]) -> None:
    error = None if counting.cancelled() else counting.exception()
    if isinstance(error, TransientError):
        logger.warning("the totals could not be counted now", exc_info=error)
