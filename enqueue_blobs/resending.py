"""Send failed work again: images with a failed document, and messages of the dead-letter queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from azure.servicebus.aio import ServiceBusSender

from cocoon.records.failure_codes import CODES_WITHOUT_BLOB
from cocoon.records.image_document import FAILED, ImageDocument
from cocoon.records.message import ImageMessage
from cocoon.services.clients import Clients
from cocoon.services.message_sender import queued_message, send
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.sdk_errors import transient
from cocoon.text import prefix_range
from enqueue_blobs.dead_letters import resend_dead_letters
from enqueue_blobs.request_bodies import RetryRequest

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RetryResult:
    """How many failed images and dead letters were sent again; ``done``: none are left."""

    failed: int
    dead_letters: int
    done: bool


async def resend(request: RetryRequest, clients: Clients, container: str) -> RetryResult:
    """Send the failed images that the request selects, and the dead letters unless it names a code.

    A failed image keeps its document until a worker classifies it again. A second request sends nothing twice: the
    MessageId names the failure.

    :raises TransientError: if a service fails; what was sent by then stays sent.
    """
    sender = clients.queue_sender()
    try:
        failed = await _resend_failed(request, clients.images, container, sender)
        room, letters = request.limit - failed, 0
        if request.code is None and room:
            letters = await resend_dead_letters(request.prefix, room, clients.dead_letters, container, sender)
    finally:
        await sender.close()
    return RetryResult(failed, letters, failed + letters < request.limit)


async def _resend_failed(
    request: RetryRequest, images: ImageCollection, container: str, sender: ServiceBusSender
) -> int:
    code: Any = request.code or {"$nin": CODES_WITHOUT_BLOB}
    filter_: dict[str, Any] = {"status": FAILED, "container": container, "error.code": code}
    if request.prefix:
        filter_["path"] = prefix_range(request.prefix)
    sent = 0
    with transient("database"):
        cursor = images.find(filter_, {"path": True, "classified_at": True}).limit(request.limit)
        while documents := await cursor.to_list(AT_ONCE):
            await _send(documents, container, sender)
            sent += len(documents)
    return sent


async def _send(documents: Sequence[ImageDocument], container: str, sender: ServiceBusSender) -> None:
    messages = (
        # Without an etag, so that the worker does not skip the failed version as done.
        queued_message(ImageMessage(container, each["path"]), f"-{each['classified_at'].isoformat()}")
        for each in documents
    )
    await send(sender, messages)
