"""Answer with the totals, the rate, the workers, their cost, and the progress of the listings."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Literal, TypedDict

from cocoon.records.activity_minute import ActivityMinute
from cocoon.records.left_out import LeftOut, LeftOutReason, as_list, total
from cocoon.records.listing import REQUEST, TIMER, Listing
from cocoon.services.access_paths import record_paths
from cocoon.services.clients import Clients
from cocoon.services.mongo_client import Collection
from cocoon.services.sdk_errors import transient
from cocoon.settings.app_settings import Settings
from query_labels.answer_cache import AnswerCache
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.queue_depth import QueueDepth, queue_depth
from query_labels.statistics.worker_activity import (
    CostEstimate,
    MinuteActivity,
    WorkerActivity,
    cost,
    history,
    per_minute,
    workers,
)

LONGEST_SHOWN = 1024  # characters
MOST_MODELS = 50


class ListingProgress(TypedDict):
    """How far a listing is; without ``finished`` it is under way, or continues with the timer's next tick."""

    prefix: str
    kind: Literal["timer", "request"]
    force: bool
    listed: int
    enqueued: int
    skipped: int
    removed: int
    started: datetime
    updated: datetime | None
    finished: datetime | None
    error: str | None
    left_out: list[LeftOutReason]
    full: bool


class ModelCount(TypedDict):
    """A version of a model, and the number of labelled images that it has looked at."""

    name: str
    version: str
    images: int


class Statistics(TypedDict):
    """How much is done, how fast, by whom and at what cost."""

    images: int
    failed: int
    models: list[ModelCount]
    per_minute: float
    queue: QueueDepth | None
    workers: list[WorkerActivity]
    cost: CostEstimate
    history: list[MinuteActivity]
    listings: list[ListingProgress]
    left_out: list[LeftOutReason]


_cache = AnswerCache[int, Statistics](seconds=1.0, most=16)  # by the length of the history


async def statistics(clients: Clients, settings: Settings, store: CountStore, minutes: int) -> Statistics:
    """Return the statistics from the activity records and the totals, at most a second old; no image is read.

    :param minutes: the length of the history.
    :raises TransientError: if the database fails.
    """
    return await _cache.get(clients, minutes, lambda: _statistics(clients, settings, store, minutes))


async def _statistics(clients: Clients, settings: Settings, store: CountStore, minutes: int) -> Statistics:
    now = datetime.now(UTC)
    with transient("database"):
        counts, activity, listings, queue = await asyncio.gather(
            store.current(),
            _read_activity(clients.activity, now - timedelta(minutes=minutes)),
            _read_listings(clients.listings, settings.images_container),
            queue_depth(clients.queue_administration, settings.queue_name),
        )
    return Statistics(
        images=counts.images,
        failed=counts.failed,
        models=[
            ModelCount(name=model.name, version=model.version, images=images)
            for model, images in islice(counts.models.items(), MOST_MODELS)
        ],
        per_minute=per_minute(activity, now),
        queue=queue,
        workers=workers(activity, now),
        cost=cost(counts.work, settings.prices),
        history=history(activity),
        listings=[_progress(each) for each in listings],
        left_out=as_list(total(_left_out(each) for each in listings)),
    )


async def _read_activity(activity: Collection, since: datetime) -> Sequence[ActivityMinute]:
    cursor = activity.find({"minute": {"$gte": since}}).sort("minute", -1).limit(record_paths.ACTIVITY.most)
    return [ActivityMinute.decode(record) async for record in cursor]


async def _read_listings(listings: Collection, container: str) -> list[Listing]:
    filters: list[dict[str, Any]] = [{"container": container, "kind": kind} for kind in (TIMER, REQUEST)]
    most = record_paths.SHOWN_LISTINGS.most
    records = [record for each in filters for record in await listings.find(each).limit(most).to_list()]
    return sorted(map(Listing.decode, records), key=lambda each: each.started, reverse=True)


def _progress(listing: Listing) -> ListingProgress:
    return ListingProgress(
        prefix=listing.prefix[:LONGEST_SHOWN],  # requests of earlier versions could have a prefix of any length
        kind="timer" if listing.kind == TIMER else "request",
        force=listing.force,
        listed=listing.listed,
        enqueued=listing.enqueued,
        skipped=listing.skipped,
        removed=listing.removed,
        started=listing.started,
        updated=listing.updated,
        finished=listing.finished,
        error=listing.error and listing.error[:LONGEST_SHOWN],
        left_out=as_list(listing.left_out),
        full=listing.is_full,
    )


def _left_out(listing: Listing) -> LeftOut:
    """Return what the timer's last listing of a prefix left out; while one is under way, the one before it."""
    if listing.kind != TIMER:
        return {}
    return listing.left_out if listing.finished and not listing.error else listing.left_out_before
