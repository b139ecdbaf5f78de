"""One run: list, select, send, page by page."""

import uuid
from dataclasses import dataclass
from typing import Any

from azure.servicebus.aio import ServiceBusSender
from azure.storage.blob.aio import ContainerClient
from pymongo.asynchronous.collection import AsyncCollection

from cocoon import indexes
from cocoon.faults import transient
from enqueue_blobs.listing import known_etags, pages
from enqueue_blobs.request import EnqueueRequest
from enqueue_blobs.selection import select
from enqueue_blobs.sending import send


@dataclass(slots=True)
class EnqueueResult:
    """What a run did; ``done`` is false if it stopped at its limit.

    ``skipped`` counts what was not enqueued: done already, or not an image.
    """

    listed: int = 0
    enqueued: int = 0
    skipped: int = 0
    done: bool = True


async def enqueue(
    request: EnqueueRequest,
    container: ContainerClient,
    images: AsyncCollection[dict[str, Any]],
    sender: ServiceBusSender,
) -> EnqueueResult:
    """Enqueue the container's images that are new or changed, as the request says.

    :raises TransientError: if a service fails; what was sent by then stays sent, and the
        next run takes up the rest.
    """
    if not request.dry_run:
        with transient("database"):
            await indexes.ensure(images)
    result = EnqueueResult()
    name = container.container_name
    id_suffix = f"-{uuid.uuid4()}" if request.force else ""
    async for blobs in pages(container, request.prefix):
        known = {} if request.force else await known_etags(images, name, blobs)
        messages = select(name, blobs, known, force=request.force)
        room = len(messages) if request.limit is None else request.limit - result.enqueued
        chosen = messages[:room]
        if not request.dry_run:
            await send(sender, chosen, id_suffix)
        result.listed += len(blobs)
        result.enqueued += len(chosen)
        result.skipped += len(blobs) - len(messages)
        result.done = len(chosen) == len(messages)
        if not result.done:
            break
    return result
