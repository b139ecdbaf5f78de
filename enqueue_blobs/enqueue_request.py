"""Run the listing that ``POST /api/enqueue`` asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from cocoon.errors import BadRequestError, ConflictError, PermanentError
from cocoon.records.left_out import LeftOutReason, as_list
from cocoon.records.listing import REQUEST, Listing
from cocoon.services.clients import Clients
from cocoon.services.index_check import ensure_indexes
from cocoon.services.lease import LeaseHeldError, hold_lease
from cocoon.settings.app_settings import Settings
from enqueue_blobs.listing_services import ListingServices
from enqueue_blobs.listing_store import ListingStore
from enqueue_blobs.request_bodies import EnqueueRequest
from enqueue_blobs.timer_tick import log_listing

REQUEST_SECONDS = 150.0  # of the 230 that Azure lets a request last, including the wait for another run
WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class EnqueueResult:
    """How many blobs a request listed and enqueued; ``done`` is false if it stopped at its limit or its time.

    ``skipped`` counts the blobs that were not enqueued: done or queued already, or not to be labelled. ``left_out``
    counts the latter by reason, with an example of each.
    """

    listed: int
    enqueued: int
    skipped: int
    done: bool
    left_out: Sequence[LeftOutReason]


async def on_request(
    request: EnqueueRequest,
    clients: Clients,
    settings: Settings,
    *,
    seconds: float = REQUEST_SECONDS,
    wait_seconds: float = WAIT_SECONDS,
) -> EnqueueResult:
    """List what the request asks for; the next ticks do what is left when the time is up.

    :param wait_seconds: how long to wait for another run to end.
    :raises BadRequestError: if the account refuses to list what the request asks for.
    :raises ConflictError: if another run lists the container for longer than that.
    :raises TransientError: if a service fails; the progress until then is saved, and the next tick continues.
    """
    listing = Listing(settings.images_container, request.prefix, REQUEST, request.force)
    services = ListingServices(clients, settings)
    try:
        if request.dry_run:
            done = await services.dry_run(listing, monotonic() + seconds, request.limit)
        else:
            async with hold_lease(clients.leases, settings.images_container, wait_seconds) as lease:
                await ensure_indexes(clients.images)
                listing.run = await _run_of(listing, services.store)
                done = await services.run(listing, lease, monotonic() + seconds, request.limit)
    except PermanentError as error:
        raise BadRequestError(str(error)) from error
    except LeaseHeldError as error:
        raise ConflictError("Another run lists the container; ask again in a minute.") from error
    log_listing(listing, done=done)
    return EnqueueResult(listing.listed, listing.enqueued, listing.skipped, done, as_list(listing.left_out))


async def _run_of(listing: Listing, store: ListingStore) -> str:
    """Return the run of the same request that was interrupted, whose messages the queue already knows; else its own.

    A forced request is always a new run: the messages of the interrupted one are labelled by now, perhaps by an older
    model.
    """
    if listing.force:
        return listing.run
    interrupted = (each for each in await store.load() if each.id == listing.id and each.finished is None)
    return next((each.run for each in interrupted if not each.force), listing.run)
