"""The counts over all images, kept in one record of the database.

Counting reads the whole collection, so it is done now and then and not for each request; when, is
decided by :mod:`query_labels.counting`.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import pymongo
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import OperationFailure

from cocoon.clients import Clients
from cocoon.documents import FAILED
from cocoon.errors import TransientError
from cocoon.faults import transient
from cocoon.indexes import NEWEST
from query_labels.counting import Counts, Fingerprint, is_due, is_quick
from query_labels.counting_claim import claimed

FRESH_SECONDS = 1.0  # for which a process does not look again
MOST_LABELS = 10_000  # some 400 KB of the 2 MB that a document may have
LONGEST_SECONDS = 600.0  # that counting may take
REFUSED_SECONDS = 300.0  # after which counting is tried again where the database has refused it

logger = logging.getLogger(__name__)
Collection = AsyncCollection[dict[str, Any]]
Pipeline = Sequence[dict[str, Any]]

_LABELS: Pipeline = [  # behind the images that are counted
    {"$unwind": "$label_names"},
    {"$group": {"_id": "$label_names", "images": {"$sum": 1}}},
    {"$sort": {"images": -1, "_id": 1}},
    {"$limit": MOST_LABELS},
]
_FAILURES: Pipeline = [  # behind those that failed
    {"$group": {"_id": "$error.code", "images": {"$sum": 1}}},
    {"$sort": {"images": -1, "_id": 1}},
]
_SUMS = {name: {"$sum": f"${name}"} for name in ("labelled", "failed")}
_WORK: Pipeline = [{"$group": {"_id": None, "minutes": {"$sum": 1}, "since": {"$min": "$minute"}} | _SUMS}]


async def current(clients: Clients, within: float = FRESH_SECONDS) -> Counts:
    """Return the counts; those of a moment ago while images are labelled, else exact ones.

    Where counting takes longer than a moment, the counts from before are returned, and it goes on by itself.

    :param within: for how many seconds what this process has seen last is good enough.
    :raises TransientError: if the database fails.
    """
    global _keeper  # noqa: PLW0603 - one for the process's clients
    if _keeper is None or _keeper.clients is not clients:
        _keeper = _Keeper(clients)
    return await _keeper.current(within)


def forget() -> None:
    """Forget what this process has seen: the next request looks again."""
    global _keeper  # noqa: PLW0603 - as above
    _keeper = None


class _Keeper:
    """What this process has seen of the counts, and the counting that it does."""

    def __init__(self, clients: Clients) -> None:
        self.clients = clients
        self._seen, self._seen_at = Counts(), float("-inf")
        self._container = clients.images_container.container_name
        self._record = {"_id": f"counts/{self._container}"}
        self._refused_until = float("-inf")
        self._looking: asyncio.Task[None] | None = None
        self._counting: asyncio.Task[None] | None = None

    async def current(self, within: float) -> Counts:
        if monotonic() - self._seen_at > within:
            if self._looking is None or self._looking.done():  # requests that come at once look once
                self._looking = asyncio.create_task(self._look())
            await asyncio.shield(self._looking)
        return self._seen

    async def _look(self) -> None:
        try:
            with transient("database"):
                record, now = await asyncio.gather(self._read(), _fingerprint(self.clients.images))
        except OperationFailure:
            logger.exception("the database refuses to say whether the counts are old")
            self._see(self._seen)
            return
        self._see(Counts.read(record) if record else Counts())
        if monotonic() > self._refused_until and is_due(self._seen, now, datetime.now(UTC)):
            await self._count(now)

    async def _read(self) -> dict[str, Any] | None:
        """Return the record that is kept; that of the version before, until there is one."""
        records = self.clients.counts
        return await records.find_one(self._record) or await records.find_one({"_id": "counts"})

    async def _count(self, now: Fingerprint) -> None:
        quick = is_quick(self._seen, now)
        if self._counting is None or self._counting.done():
            self._counting = asyncio.create_task(self._recount(now, alone=not quick))
            self._counting.add_done_callback(_log_failure)
        if quick:
            await asyncio.shield(self._counting)

    async def _recount(self, now: Fingerprint, *, alone: bool) -> None:
        """Count, and keep what was counted; ``alone`` where counting costs so much that one process is to do it.

        Where the database refuses to count, the counts stay as they were, and say how old they are.
        """
        try:
            if not alone:
                await self._read_and_keep(now)
                return
            async with claimed(self.clients.counts, LONGEST_SECONDS) as ours:
                if ours:
                    await self._read_and_keep(now)
        except OperationFailure:
            self._refused_until = monotonic() + REFUSED_SECONDS
            logger.exception("the database refuses to count; the counts stay as they were at %s", self._seen.counted_at)

    async def _read_and_keep(self, now: Fingerprint) -> None:
        with transient("database"), pymongo.timeout(LONGEST_SECONDS):
            started, at = monotonic(), datetime.now(UTC)
            ours = {"container": self._container}
            labels, failures, work, others = await asyncio.gather(
                _aggregate(self.clients.images, [{"$match": ours}, *_LABELS]),
                _aggregate(self.clients.images, [{"$match": {**ours, "status": FAILED}}, *_FAILURES]),
                _aggregate(self.clients.activity, _WORK),
                self.clients.images.count_documents({"container": {"$nin": [self._container]}}),
            )
            record = {
                "labels": [[each["_id"], each["images"]] for each in labels],
                "failures": [[each["_id"], each["images"]] for each in failures],
                "work": work[0] if work else None,
                "others": others,
                "counted_at": at,
                "seconds": monotonic() - started,
            } | now._asdict()
            await self.clients.counts.replace_one(self._record, record, upsert=True)
        self._see(Counts.read(record))

    def _see(self, counts: Counts) -> None:
        self._seen, self._seen_at = counts, monotonic()


_keeper: _Keeper | None = None


async def _fingerprint(images: Collection) -> Fingerprint:
    count, newest = await asyncio.gather(
        images.estimated_document_count(),
        images.find({}, {"classified_at": True}).sort(list(NEWEST)).limit(1).to_list(),
    )
    return Fingerprint(count, newest[0]["classified_at"] if newest else None)


async def _aggregate(collection: Collection, pipeline: Pipeline) -> list[dict[str, Any]]:
    return await (await collection.aggregate(pipeline)).to_list()


def _log_failure(counting: asyncio.Task[None]) -> None:
    error = None if counting.cancelled() else counting.exception()
    if isinstance(error, TransientError):
        logger.warning("not counted now", exc_info=error)
