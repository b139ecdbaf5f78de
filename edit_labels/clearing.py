"""Remove all labels of the container, so that every image is labelled again."""

import logging
from dataclasses import dataclass
from time import monotonic

from pymongo.errors import PyMongoError

from cocoon.errors import ConflictError, TransientError
from cocoon.services.access_paths import record_paths
from cocoon.services.clearing_token import renew
from cocoon.services.clients import Clients
from cocoon.services.lease import LeaseHeldError, hold_lease
from cocoon.services.record_removal import remove_records
from cocoon.services.retries import is_passing
from cocoon.services.sdk_errors import transient
from edit_labels.removal_pages import remove_images

SECONDS, WAIT_SECONDS = 150.0, 60.0  # of the 230 that Azure lets a request last

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ClearLabelsResult:
    """How many documents were removed; ``done``: none are left."""

    deleted: int
    done: bool


async def clear(
    clients: Clients, container: str, *, seconds: float = SECONDS, wait_seconds: float = WAIT_SECONDS
) -> ClearLabelsResult:
    """Remove the container's documents with their postings, its marks and listings; the totals follow.

    Thumbnails stay: they are overwritten when their images are labelled again.

    :param wait_seconds: how long to wait for a listing to end.
    :raises ConflictError: if the container is being listed for longer than that.
    :raises TransientError: if the database fails.
    """
    try:
        async with hold_lease(clients.leases, container, wait_seconds):
            with transient("database"):
                return await _clear(clients, container, seconds)
    except LeaseHeldError as error:
        raise ConflictError("The container is being listed; ask again in a minute.") from error


async def _clear(clients: Clients, container: str, seconds: float) -> ClearLabelsResult:
    ours, deleted, until = {"container": container}, 0, monotonic() + seconds
    await renew(clients.clearings, container)
    try:
        # The next listings look at every blob.
        await remove_records(clients.listings, ours, record_paths.LISTINGS_OF_CONTAINER.most, until)
        async for removed in remove_images(clients, container, until):
            deleted += removed
        await remove_records(clients.queued, ours, record_paths.MARKS_OF_CONTAINER.most, until)
    except (PyMongoError, TransientError) as error:
        cause = error.__cause__ if isinstance(error, TransientError) else error
        if not (isinstance(cause, PyMongoError) and (cause.timeout or is_passing(cause))):
            raise
        logger.warning("not everything could be removed now", exc_info=True)
    finally:
        await clients.count_log.flush()
        clients.labels_cleared_at = monotonic()
    left = await clients.images.find_one(ours, {"_id": True})
    return ClearLabelsResult(deleted, left is None)
