"""Forget all labels, so that everything is labelled anew."""

import json
import logging
from typing import Any

import pymongo
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import PyMongoError

from cocoon import generation
from cocoon.clients import Clients
from cocoon.errors import BadRequestError, ConflictError
from cocoon.faults import transient
from cocoon.guard import GuardHeldError, guarded
from cocoon.retry import is_passing, with_retries
from cocoon.settings import Settings
from query_labels import counts

SECONDS, WAIT_SECONDS = 150.0, 60.0  # of the 230 that Azure lets a request last

logger = logging.getLogger(__name__)
Collection = AsyncCollection[dict[str, Any]]


async def clear(body: bytes, clients: Clients, settings: Settings) -> dict[str, object]:
    """Remove the container's documents, marks and listings, if the body confirms it with the database's name.

    Thumbnails stay: they are written over when their images are labelled again.

    :raises BadRequestError: if it is not confirmed.
    :raises ConflictError: if the container is being listed, for longer than a minute.
    :raises TransientError: if the database fails.
    """
    _expect_confirmation(body, settings.database_name)
    try:
        async with guarded(clients.listings, settings.images_container, WAIT_SECONDS):
            with transient("database"):
                return await _clear(clients, settings.images_container)
    except GuardHeldError as error:
        raise ConflictError("The container is being listed; ask again in a minute.") from error


async def _clear(clients: Clients, container: str) -> dict[str, object]:
    ours, deleted = {"container": container}, 0
    # The listings' records, so that the next ones look at everything; not the guard, which is ours.
    await generation.begin(clients.listings, container)
    others: list[tuple[Collection, dict[str, Any]]] = [
        (clients.queued, ours),
        (clients.counts, {}),
    ]
    try:
        with pymongo.timeout(SECONDS):
            await _remove(clients.listings, {**ours, "prefix": {"$exists": True}})
            deleted = await _remove(clients.images, ours)
            for collection, chosen in others:
                await _remove(collection, chosen)
    except PyMongoError as error:
        if not (error.timeout or is_passing(error)):
            raise
        logger.warning("not everything was removed in time", exc_info=True)
    counts.forget()
    left = await clients.images.find_one(ours, {"_id": True})
    return {"deleted": deleted, "done": left is None}


async def _remove(collection: Collection, chosen: dict[str, Any]) -> int:
    """Remove some and return how many."""
    result = await with_retries(lambda: collection.delete_many(chosen))
    return int(result.deleted_count)


def _expect_confirmation(body: bytes, database_name: str) -> None:
    wanted = json.dumps({"confirm": database_name})
    try:
        fields = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"The body is not JSON: {error}. To remove all labels, send {wanted}.") from error
    if not isinstance(fields, dict) or fields != {"confirm": database_name}:
        raise BadRequestError(f"Nothing was removed. To remove all labels, send {wanted}.")
