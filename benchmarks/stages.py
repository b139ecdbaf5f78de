"""Measure each stage of the worker alone, against the real stack: CPU milliseconds per image of this process."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from azure.servicebus import ServiceBusMessage

from classify_image.blob_download import open_blob
from classify_image.document_store import store
from cocoon.records.label import Label
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, labelled
from cocoon.services.clients import Clients
from cocoon.services.postings import Postings
from cocoon.settings.app_settings import Settings

AT_A_TIME = 16


async def measure(settings: Settings, paths: Sequence[str]) -> dict[str, float]:
    """Return CPU milliseconds by stage: receive, download, write."""
    clients = Clients(settings)
    try:
        return {
            "receive": await _receive(clients, settings, len(paths)),
            "download": await _cpu_ms(lambda path: _download(clients, path), paths),
            "write": await _cpu_ms(lambda path: _write(clients, settings, path), paths),
        }
    finally:
        await clients.close()


async def _download(clients: Clients, path: str) -> None:
    await (await open_blob(clients.images_container, path)).read()


async def _write(clients: Clients, settings: Settings, path: str) -> None:
    now = datetime.now(UTC)
    attempt = Attempt((ModelName("bench", "1"),), "bench", now)
    labels = [Label(f"label {number}", 0.5) for number in range(settings.top_k)]
    message = ImageMessage(settings.images_container, f"bench/{path}")
    document = labelled(message, BlobVersion("1", now, 1), attempt, labels, (1, 1))
    await store(clients.images, document, None, clients.images_container)
    await Postings(clients.images, clients.postings).insert(document)


async def _receive(clients: Clients, settings: Settings, count: int) -> float:
    async with clients.queue_sender() as sender:
        await sender.send_messages([ServiceBusMessage(b"x" * 200) for _ in range(count)])
    left = count
    async with clients._service_bus.get_queue_receiver(settings.queue_name) as receiver:  # noqa: SLF001
        cpu = time.process_time()
        while left:
            for message in await receiver.receive_messages(AT_A_TIME):
                await receiver.complete_message(message)
                left -= 1
        return (time.process_time() - cpu) / count * 1000


async def _cpu_ms(work: Callable[[str], Awaitable[None]], paths: Sequence[str]) -> float:
    waiting = list(paths)

    async def lane() -> None:
        while waiting:
            await work(waiting.pop())

    await work(paths[0])
    cpu = time.process_time()
    await asyncio.gather(*(lane() for _ in range(AT_A_TIME)))
    return (time.process_time() - cpu) / len(paths) * 1000
