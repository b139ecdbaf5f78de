"""Send back what failed: images with a failed document, and messages of the dead-letter queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from azure.servicebus.aio import ServiceBusSender

from cocoon.clients import Clients
from cocoon.documents import CODES_WITHOUT_BLOB, FAILED, Document
from cocoon.faults import transient
from cocoon.messages import ImageMessage
from cocoon.sending import queued_message, send
from cocoon.settings import Settings
from cocoon.text import prefix_range
from enqueue_blobs.dead_letters import send_dead_letters_back
from enqueue_blobs.request import RetryRequest

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RetryResult:
    """How many failed images and how many dead letters were sent back; ``done``: no more are left."""

    failed: int
    dead_letters: int
    done: bool


async def retry(request: RetryRequest, clients: Clients, settings: Settings) -> RetryResult:
    """Send back the failed images that the request chooses, and the dead letters unless it names a code.

    A failed image keeps its document until it is looked at again. Asking twice sends once:
    the MessageId says which failure is meant.

    :raises TransientError: if a service fails; what was sent by then stays sent.
    """
    sender = clients.queue_sender()
    try:
        failed = await _send_failed_back(request, clients, settings.images_container, sender)
        room, letters = request.limit - failed, 0
        if request.code is None and room:
            letters = await send_dead_letters_back(request.prefix, room, clients, settings.images_container, sender)
    finally:
        await sender.close()
    return RetryResult(failed, letters, failed + letters < request.limit)


async def _send_failed_back(request: RetryRequest, clients: Clients, container: str, sender: ServiceBusSender) -> int:
    code: Any = request.code or {"$nin": CODES_WITHOUT_BLOB}
    chosen: dict[str, Any] = {"status": FAILED, "container": container, "error.code": code}
    if request.prefix:
        chosen["path"] = prefix_range(request.prefix)
    sent = 0
    with transient("database"):
        found = clients.images.find(chosen, {"path": True, "classified_at": True}).limit(request.limit)
        while documents := await found.to_list(AT_ONCE):
            await _send(documents, container, sender)
            sent += len(documents)
    return sent


async def _send(documents: Sequence[Document], container: str, sender: ServiceBusSender) -> None:
    messages = (
        # Without an etag, so that what failed is not taken for done.
        queued_message(ImageMessage(container, each["path"]), f"-{each['classified_at'].isoformat()}")
        for each in documents
    )
    await send(sender, messages)
