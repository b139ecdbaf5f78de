"""What a tick of the timer does, and what a request does: never two at once."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from pymongo.errors import OperationFailure

from cocoon import indexes, left_out
from cocoon.clients import Clients
from cocoon.errors import BadRequestError, ConflictError, PermanentError
from cocoon.faults import transient
from cocoon.guard import Guard, GuardHeldError, guarded
from cocoon.log import log_event
from cocoon.ncrontab import CronSchedule
from cocoon.settings import Settings
from enqueue_blobs.enqueue import Enqueuer
from enqueue_blobs.request import EnqueueRequest
from enqueue_blobs.state import REQUEST, Listing, forget, load

TICK_SECONDS = 420.0  # of the ten minutes of host.json's functionTimeout
REQUEST_SECONDS = 150.0  # of the 230 that Azure lets a request last, with the wait for another run
WAIT_SECONDS = 60.0
REMEMBERED = timedelta(days=1)  # how long a finished request is shown
MISSED_AFTER = timedelta(minutes=10)  # how late a tick may be
IsDue = Callable[[Listing | None], bool]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EnqueueResult:
    """What a run did; ``done`` is false if it stopped at its limit or its time.

    ``skipped`` counts what was not enqueued: done or queued already, or not to be labelled; of the latter ``left_out``
    says by reason how many there are, and names one.
    """

    listed: int = 0
    enqueued: int = 0
    skipped: int = 0
    done: bool = True
    left_out: Sequence[Mapping[str, object]] = ()


async def on_tick(clients: Clients, settings: Settings, is_due: IsDue = lambda _: True) -> None:
    """Go on with what is not finished, and look for what is new; every prefix beside the others.

    :param is_due: whether a prefix is to be listed, by its last listing, None if there was none.
    :raises TransientError: if a service fails; what is done by then is kept.
    """
    try:
        async with guarded(clients.listings, settings.images_container) as guard:
            await _ensure_indexes(clients)
            await _tick(clients, settings, guard, is_due)
    except GuardHeldError:
        logger.info("another run lists the container; the next tick looks again")


async def continue_listings(clients: Clients, settings: Settings) -> None:
    """Go on with listings that are not finished, begin those that never were, and make up for a tick that was missed.

    So a large container is listed to its end, a new one is looked at within minutes, and a tick that met another run
    or an outage is not lost, also where the timer ticks once a day.

    :raises TransientError: if a service fails; what is done by then is kept.
    """
    name, schedule, now = settings.images_container, settings.enqueue_schedule, datetime.now(UTC)
    known = {listing.id: listing for listing in await load(clients.listings, name)}

    def is_due(listing: Listing | None) -> bool:
        return listing is None or listing.finished is None or _was_missed(listing, schedule, now)

    requests = [listing for listing in known.values() if listing.kind == REQUEST and listing.finished is None]
    if requests or any(is_due(known.get(Listing(name, prefix).id)) for prefix in settings.enqueue_prefixes):
        await on_tick(clients, settings, is_due)


def _was_missed(listing: Listing, schedule: str, now: datetime) -> bool:
    """Tell whether the tick after a listing should have begun the next one some time ago."""
    following = CronSchedule.parse(schedule).after(listing.started) if schedule else None
    return following is not None and following + MISSED_AFTER < now


async def on_request(request: EnqueueRequest, clients: Clients, settings: Settings) -> EnqueueResult:
    """List what the request asks for; what is left when the time is up is done by the next ticks.

    :raises BadRequestError: if the account refuses to list what the request asks for.
    :raises ConflictError: if another run lists the container for longer than a minute.
    :raises TransientError: if a service fails; what is done by then is kept, and the next tick goes on.
    """
    listing = Listing(settings.images_container, request.prefix, REQUEST, request.force)
    try:
        if request.dry_run:
            return await _request(listing, request, Enqueuer(clients, settings, None, monotonic() + REQUEST_SECONDS))
        async with guarded(clients.listings, settings.images_container, WAIT_SECONDS) as guard:
            await _ensure_indexes(clients)
            listing.run = await _run_of(listing, clients)
            return await _request(listing, request, Enqueuer(clients, settings, guard, monotonic() + REQUEST_SECONDS))
    except PermanentError as error:
        raise BadRequestError(str(error)) from error
    except GuardHeldError as error:
        raise ConflictError("Another run lists the container; ask again in a minute.") from error


async def _run_of(listing: Listing, clients: Clients) -> str:
    """Return the run of the same request that was interrupted, so that the queue knows what that sent; else its own.

    A forced one is another each time: what the interrupted one sent is labelled by now, perhaps by an older model.
    """
    if listing.force:
        return listing.run
    known = await load(clients.listings, listing.container)
    interrupted = (each for each in known if each.id == listing.id and each.finished is None)
    return next((each.run for each in interrupted if not each.force), listing.run)


async def _request(listing: Listing, request: EnqueueRequest, enqueuer: Enqueuer) -> EnqueueResult:
    done = await enqueuer.run(listing, request.limit)
    _report(listing, done=done)
    return EnqueueResult(listing.listed, listing.enqueued, listing.skipped, done, left_out.as_list(listing.left_out))


async def _tick(clients: Clients, settings: Settings, guard: Guard, is_due: IsDue) -> None:
    """Go on with the requests, one after the other, for they may overlap with each other; then list the prefixes.

    Each ends by itself: a request that fails, or that takes hours, keeps no other listing from running.
    """
    now, name = datetime.now(UTC), settings.images_container
    await forget(clients.listings, name, settings.enqueue_prefixes, now - REMEMBERED)
    known = await load(clients.listings, name)
    until = monotonic() + TICK_SECONDS
    half = Enqueuer(clients, settings, guard, until - TICK_SECONDS / 2)
    requests = [each for each in known if each.kind == REQUEST and each.finished is None]
    results = [await _run(half, request) for request in requests]
    last = {listing.id: listing for listing in known}
    first = (Listing(name, prefix) for prefix in settings.enqueue_prefixes)
    chosen = (each for each in first if is_due(last.get(each.id)))
    due = [last[each.id].following(now) if each.id in last else each for each in chosen]
    enqueuer = Enqueuer(clients, settings, guard, until)
    results += await asyncio.gather(*(_run(enqueuer, listing) for listing in due))
    for error in filter(None, results):
        raise error


async def _run(enqueuer: Enqueuer, listing: Listing) -> Exception | None:
    """Go on with a listing; return what has kept it from going on, so that others run all the same."""
    try:
        done = await enqueuer.run(listing)
    except PermanentError:
        logger.exception("the listing of %r has failed for good", listing.prefix)
    except Exception as error:  # noqa: BLE001 - raised when the others have run
        return error
    else:
        _report(listing, done=done)
    return None


def _report(listing: Listing, *, done: bool) -> None:
    counts = {"listed": listing.listed, "enqueued": listing.enqueued, "removed": listing.removed}
    log_event(logger, "listing", prefix=listing.prefix, kind=listing.kind, done=done, **counts)


async def _ensure_indexes(clients: Clients) -> None:
    """Make the indexes; a listing needs none of those that the database refuses to make."""
    try:
        with transient("database"):
            await indexes.ensure(clients.images)
    except OperationFailure:
        logger.exception("the database refuses an index, without which searches may be slow or refused")
