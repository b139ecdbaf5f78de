"""How much is done, how fast, by whom, at what cost, and how far the listings are."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from cocoon import left_out
from cocoon.clients import Clients
from cocoon.faults import transient
from cocoon.settings import Settings
from query_labels import counts
from query_labels.activity import cost, history, per_minute, workers
from query_labels.queue import queue_depth

COUNTED = ("listed", "enqueued", "skipped", "removed")
SHOWN = ("prefix", "kind", "force", *COUNTED, "started", "updated", "finished", "error")
TIMER, REQUEST = "timer", "request"  # kinds of listings; the former go over all blobs
MOST_LISTINGS, MOST_RECORDS = 100, 20_000  # a record is a worker's minute
LONGEST_SHOWN = 1024  # characters


async def statistics(clients: Clients, settings: Settings, minutes: int) -> dict[str, object]:
    """Return the statistics, from the activity records and the counts; no image is looked at.

    A listing without ``finished`` is under way, or goes on with the next tick of the timer.

    :param minutes: how long the history is.
    :raises TransientError: if the database fails.
    """
    now = datetime.now(UTC)
    with transient("database"):
        known, images, activity, listings, queue = await asyncio.gather(
            counts.current(clients),
            clients.images.estimated_document_count(),
            _activity(clients, now - timedelta(minutes=minutes)),
            _listings(clients, settings.images_container),
            queue_depth(clients, settings.queue_name),
        )
    return {
        "images": max(0, images - known.others),
        "failed": known.failed,
        "per_minute": per_minute(activity, now),
        "queue": queue,
        "workers": workers(activity, now),
        "cost": cost(known.work, settings.prices),
        "history": history(activity),
        "listings": [_shown(each) for each in listings],
        "left_out": left_out.as_list(left_out.total(_left_out(each) for each in listings)),
    }


async def _activity(clients: Clients, since: datetime) -> list[dict[str, Any]]:
    found = clients.activity.find({"minute": {"$gte": since}}).sort("minute", -1).limit(MOST_RECORDS)
    return await found.to_list()


async def _listings(clients: Clients, container: str) -> list[dict[str, Any]]:
    chosen = {"container": container, "prefix": {"$exists": True}}
    timers, requests = ({**chosen, "kind": kind} for kind in (TIMER, REQUEST))
    found = await clients.listings.find(timers).limit(MOST_LISTINGS).to_list()
    found += await clients.listings.find(requests).limit(MOST_LISTINGS).to_list()
    found.sort(key=lambda each: each["started"], reverse=True)
    return found


def _shown(listing: dict[str, Any]) -> dict[str, Any]:
    counted = left_out.as_list(listing.get("left_out", {}))
    shown = {name: _short(listing.get(name)) for name in SHOWN}
    return shown | {"left_out": counted, "full": listing["since"] is None}


def _left_out(listing: dict[str, Any]) -> dict[str, Any]:
    """Return what the timer's last listing of a prefix has left out; while one is under way, the one before it."""
    if listing["kind"] != TIMER:
        return {}
    is_whole = listing["finished"] and not listing["error"]
    counted: dict[str, Any] = listing.get("left_out" if is_whole else "left_out_before", {})
    return counted


def _short(value: object) -> object:
    """Return a value of bounded size: requests of earlier versions could have a prefix of any length."""
    return value[:LONGEST_SHOWN] if isinstance(value, str) else value
