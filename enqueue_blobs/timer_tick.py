"""Run a tick of the timer: continue unfinished listings, then list each prefix for new blobs."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic

from cocoon.errors import PermanentError
from cocoon.ncrontab.schedule import CronSchedule
from cocoon.records.listing import REQUEST, TIMER, Listing
from cocoon.services.clients import Clients
from cocoon.services.index_check import ensure_indexes
from cocoon.services.lease import Lease, LeaseHeldError, hold_lease
from cocoon.settings.app_settings import Settings
from cocoon.telemetry.log_events import log_event
from enqueue_blobs.listing_services import ListingServices

TICK_SECONDS = 420.0  # of the ten minutes of host.json's functionTimeout
REMEMBERED = timedelta(days=1)  # how long a finished request is shown
MISSED_AFTER = timedelta(minutes=10)  # how late a tick may be
IsDue = Callable[[Listing | None], bool]

logger = logging.getLogger(__name__)


async def on_tick(
    clients: Clients, settings: Settings, is_due: IsDue = lambda _: True, *, seconds: float = TICK_SECONDS
) -> None:
    """Continue unfinished listings and look for new blobs; the prefixes are listed concurrently.

    :param is_due: whether to list a prefix, given its last listing, or None if there was none.
    :param seconds: after which no further page is begun.
    :raises TransientError: if a service fails; the progress until then is saved.
    """
    try:
        async with hold_lease(clients.leases, settings.images_container) as lease:
            await ensure_indexes(clients.images)
            await _run_listings(ListingServices(clients, settings), lease, is_due, seconds)
    except LeaseHeldError:
        logger.info("another run lists the container; the next tick looks again")


async def continue_listings(clients: Clients, settings: Settings, *, seconds: float = TICK_SECONDS) -> None:
    """Continue unfinished listings, begin those that never ran, and make up for a missed tick.

    So a large container is listed to its end, a new prefix is listed within minutes, and a tick that met another run
    or an outage is not lost, even if the timer ticks only once a day.

    :raises TransientError: if a service fails; the progress until then is saved.
    """
    name, schedule, now = settings.images_container, settings.enqueue_schedule, datetime.now(UTC)
    last = {listing.id: listing for listing in await ListingServices(clients, settings).store.load()}

    def is_due(listing: Listing | None) -> bool:
        return listing is None or listing.finished is None or _was_missed(listing, schedule, now)

    requests = [listing for listing in last.values() if listing.kind == REQUEST and listing.finished is None]
    if requests or any(is_due(last.get(Listing(name, prefix).id)) for prefix in settings.enqueue_prefixes):
        await on_tick(clients, settings, is_due, seconds=seconds)


def _was_missed(listing: Listing, schedule: str, now: datetime) -> bool:
    """Return whether the tick after a listing is overdue."""
    following = CronSchedule.parse(schedule).after(listing.started) if schedule else None
    return following is not None and following + MISSED_AFTER < now


async def _run_listings(services: ListingServices, lease: Lease, is_due: IsDue, seconds: float) -> None:
    """Run the requests one after the other, because they may overlap, then the prefixes.

    A listing that fails does not stop the others; requests get at most half of the tick's time.
    """
    settings, store, now = services.settings, services.store, datetime.now(UTC)
    loaded = await store.load()
    over = [listing for listing in loaded if is_over(listing, settings.enqueue_prefixes, now)]
    await store.forget(over)
    listings = [listing for listing in loaded if listing not in over]
    until = monotonic() + seconds
    requests = [listing for listing in listings if listing.kind == REQUEST and listing.finished is None]
    errors = [await _run(services, request, lease, until - seconds / 2) for request in requests]
    due = due_listings(listings, settings.images_container, settings.enqueue_prefixes, is_due, now)
    errors += await asyncio.gather(*(_run(services, listing, lease, until) for listing in due))
    for error in filter(None, errors):
        raise error


def is_over(listing: Listing, prefixes: Sequence[str], now: datetime) -> bool:
    """Return whether a listing is forgotten: of a prefix that the timer no longer lists, or of a former request."""
    if listing.kind == TIMER:
        return listing.prefix not in prefixes
    return listing.finished is not None and listing.finished < now - REMEMBERED


def due_listings(
    listings: Sequence[Listing], container: str, prefixes: Sequence[str], is_due: IsDue, now: datetime
) -> list[Listing]:
    """Return the listing of each prefix that is due: the unfinished one, the one that follows, or the first."""
    last = {listing.id: listing for listing in listings}
    first = [Listing(container, prefix) for prefix in prefixes]
    due = [listing for listing in first if is_due(last.get(listing.id))]
    return [last[listing.id].following(now) if listing.id in last else listing for listing in due]


async def _run(services: ListingServices, listing: Listing, lease: Lease, deadline: float) -> Exception | None:
    """Run a listing; return the error that stopped it, to be raised when the others have run."""
    try:
        done = await services.run(listing, lease, deadline)
    except PermanentError:
        logger.exception("the listing of %r has failed for good", listing.prefix)
    except Exception as error:  # noqa: BLE001 - raised when the others have run
        return error
    else:
        log_listing(listing, done=done)
    return None


def log_listing(listing: Listing, *, done: bool) -> None:
    """Log how far a listing got."""
    counts = {"listed": listing.listed, "enqueued": listing.enqueued, "removed": listing.removed}
    log_event(logger, "listing", prefix=listing.prefix, kind=listing.kind, done=done, **counts)
