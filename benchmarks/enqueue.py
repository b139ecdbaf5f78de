"""Compare enqueueing with the original's loop and the machine's limits: ``make bench NAME=enqueue``."""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable

from azure.servicebus import ServiceBusClient, ServiceBusMessage
from azure.storage.blob import ContainerClient
from rich.progress import track

from benchmarks.classify import environment_with_path
from cocoon.records.message import ImageMessage
from cocoon.services.blob_service import blob_connection_string
from cocoon.services.clients import Clients
from cocoon.services.message_sender import queued_message, send
from cocoon.settings.app_settings import Settings, from_environment
from enqueue_blobs.blob_pages import list_pages
from enqueue_blobs.enqueue_request import EnqueueResult, on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from local.configuration import TEMPLATE, configure
from local.host.app_settings import read_values
from local.stack import running

AT_A_TIME = 32


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blobs", type=int, default=20_000)
    count: int = parser.parse_args().blobs
    with tempfile.TemporaryDirectory() as state:
        environment = environment_with_path(read_values(TEMPLATE) | {"STATE": state})
        with running(configure(environment)) as stack:
            settings = from_environment(stack.configuration.environment)
            figures = asyncio.run(_measure(settings, count))
            figures["baseline_blobs_per_second"] = round(_baseline(settings, count), 1)
    figures["speedup"] = round(figures["blobs_per_second"] / figures["baseline_blobs_per_second"], 2)
    print(json.dumps(figures))


async def _measure(settings: Settings, count: int) -> dict[str, float]:
    clients = Clients(settings)
    try:
        await _upload(clients, count)
        await _list(clients)  # untimed: the emulator reads its blobs for the first time
        listing_seconds, _ = await _timed(_list(clients))
        first_seconds, first = await _timed(on_request(EnqueueRequest(), clients, settings))
        second_seconds, second = await _timed(on_request(EnqueueRequest(), clients, settings))
        again_seconds, _ = await _timed(_list(clients))
        listing_seconds = min(listing_seconds, again_seconds)
        sending_seconds, _ = await _timed(_send(clients, count))
    finally:
        await clients.close()
    assert isinstance(first, EnqueueResult)  # noqa: S101
    assert isinstance(second, EnqueueResult)  # noqa: S101
    if first.enqueued != count:
        raise SystemExit(f"{first.enqueued} of {count} blobs were enqueued")
    print(
        f"bare listing {count / listing_seconds:.0f} blobs/s, bare batch sends {count / sending_seconds:.0f} messages/s"
    )
    shares = listing_seconds / first_seconds, listing_seconds / second_seconds
    print(f"of the listing limit: {shares[0]:.2f}; a second run: {shares[1]:.2f}")
    return {
        "blobs_per_second": round(count / first_seconds, 1),
        "second_run_seconds": round(second_seconds, 2),
        "second_run_sent": second.enqueued,
        "listing_limit_blobs_per_second": round(count / listing_seconds, 1),
    }


async def _timed(work: Awaitable[object]) -> tuple[float, object]:
    started = time.perf_counter()
    result = await work
    return time.perf_counter() - started, result


async def _upload(clients: Clients, count: int) -> None:
    await clients.images_container.create_container()
    numbers = iter(track(range(count), description=f"Uploading {count} blobs"))

    async def lane() -> None:
        for number in numbers:
            await clients.images_container.upload_blob(f"{number % 100:02}/{number:07}.jpg", b"x")

    await asyncio.gather(*(lane() for _ in range(AT_A_TIME)))


async def _list(clients: Clients) -> None:
    async for _ in list_pages(clients.images_listing, ""):
        pass


async def _send(clients: Clients, count: int) -> None:
    async with clients.queue_sender() as sender:
        await send(sender, (queued_message(ImageMessage("bench", f"{number:07}.jpg", "1")) for number in range(count)))


def _baseline(settings: Settings, count: int) -> float:
    """List as the original did and send each blob's name in a message of its own; return blobs per second."""
    container = ContainerClient.from_connection_string(
        blob_connection_string(str(settings.images_storage.connection_string)), settings.images_container
    )
    client = ServiceBusClient.from_connection_string(str(settings.service_bus.connection_string))
    with container, client, client.get_queue_sender(settings.queue_name) as sender:
        sender.send_messages(ServiceBusMessage("connects"))
        started = time.perf_counter()
        for blob in container.list_blobs():
            sender.send_messages(ServiceBusMessage(blob.name))
        return count / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
