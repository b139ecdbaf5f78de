"""Send failed work again: images with a failed document, and messages of the dead-letter queue."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from azure.servicebus.aio import ServiceBusSender

from cocoon.records.image_document import ImageDocument, failure_code, stands_for_blob
from cocoon.records.message import ImageMessage
from cocoon.services.clients import Clients
from cocoon.services.message_sender import queued_message, send
from cocoon.services.mongo_client import ImageCollection
from enqueue_blobs.dead_letters import resend_dead_letters
from enqueue_blobs.failed_images import failed_image, failed_pages
from enqueue_blobs.request_bodies import RetryRequest

SECONDS = 100.0  # of the 230 that Azure lets a request last, which are for dead letters, too


@dataclass(frozen=True, slots=True)
class RetryResult:
    """How many failed images and dead letters were sent again since it ``started``; ``done``: none are left."""

    failed: int
    dead_letters: int
    done: bool
    started: datetime = field(default_factory=lambda: datetime.now(UTC), compare=False)


async def resend(request: RetryRequest, clients: Clients, container: str, *, seconds: float = SECONDS) -> RetryResult:
    """Send the failed images that the request selects, and the dead letters unless it names a code or a path.

    A failed image keeps its document until a worker classifies it again. A second request sends nothing twice: the
    MessageId names the failure. The oldest failures come first, and those that fail again come last, so requests that
    are repeated get to all of them.

    :param seconds: after which no further failed images are read.
    :raises TransientError: if a service fails; what was sent by then stays sent.
    """
    started, sender = datetime.now(UTC), clients.queue_sender()
    try:
        failed, is_all = await _resend_failed(request, clients.images, container, sender, monotonic() + seconds)
        room, letters = request.limit - failed, 0
        if request.code is None and request.path is None and room:
            letters = await resend_dead_letters(request.prefix, room, clients.dead_letters, container, sender)
    finally:
        await sender.close()
    return RetryResult(failed, letters, is_all and failed + letters < request.limit, started)


async def _resend_failed(
    request: RetryRequest, images: ImageCollection, container: str, sender: ServiceBusSender, until: float
) -> tuple[int, bool]:
    """Return how many were sent, and whether all were looked at; no page is begun after the time is over.

    Neither the code nor the prefix is asked of the database: it would read on until it finds enough.
    """
    sent, path = set[str](), request.path
    failed = failed_pages(images, container) if path is None else failed_image(images, container, path)
    async with aclosing(failed) as pages:
        async for page in pages:
            selected = [each for each in page if is_selected(each, request) and each["_id"] not in sent]
            documents = selected[: request.limit - len(sent)]
            await _send(documents, container, sender)
            sent |= {each["_id"] for each in documents}
            if len(sent) == request.limit or monotonic() > until:
                return len(sent), False
    return len(sent), True


def is_selected(document: ImageDocument, request: RetryRequest) -> bool:
    """Return whether a request asks for a failed image; if it names no code, for all that stand for a blob."""
    has_code = stands_for_blob(document) if request.code is None else failure_code(document) == request.code
    return has_code and document["path"].startswith(request.prefix)


async def _send(documents: Sequence[ImageDocument], container: str, sender: ServiceBusSender) -> None:
    messages = (
        # Without an etag, so that the worker does not skip the failed version as done.
        queued_message(ImageMessage(container, each["path"]), f"-{each['classified_at'].isoformat()}")
        for each in documents
    )
    await send(sender, messages)
