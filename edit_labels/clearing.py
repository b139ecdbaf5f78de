"""Remove all labels of the container, so that every image is labelled again."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

import pymongo
from pymongo.errors import PyMongoError

from cocoon.errors import ConflictError
from cocoon.services.clearing_token import renew
from cocoon.services.clients import Clients
from cocoon.services.lease import LeaseHeldError, hold_lease
from cocoon.services.mongo_client import Collection, ImageCollection
from cocoon.services.retries import is_passing, retry_database
from cocoon.services.sdk_errors import transient

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
    """Remove the container's documents, marks, listings and totals.

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
    ours, deleted = {"container": container}, 0
    await renew(clients.clearings, container)
    try:
        with pymongo.timeout(seconds):
            await _remove(clients.listings, ours)  # the next listings look at every blob
            deleted = await _remove(clients.images, ours)
            await _remove(clients.queued, ours)
            await _remove(clients.counts, {})
    except PyMongoError as error:
        if not (error.timeout or is_passing(error)):
            raise
        logger.warning("not everything was removed in time", exc_info=True)
    clients.labels_cleared_at = monotonic()
    left = await clients.images.find_one(ours, {"_id": True})
    return ClearLabelsResult(deleted, left is None)


async def _remove(collection: Collection | ImageCollection, filter_: Mapping[str, Any]) -> int:
    """Remove records and return how many."""
    result = await retry_database(lambda: collection.delete_many(filter_))
    return int(result.deleted_count)
