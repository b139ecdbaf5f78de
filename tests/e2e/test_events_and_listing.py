"""A bulk upload is found twice, by events and by a listing: each blob is downloaded and classified once."""

import asyncio
import dataclasses
import json
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from azure.servicebus import ServiceBusMessage
from azure.storage.blob import BlobProperties, ContentSettings

from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from local.api_client import ApiClient
from local.configuration import configure
from local.stack import Stack, running
from tests.kits.environments import WITHOUT_TIMERS, embedded_environment, free_ports
from tests.kits.messages import CLOUD_EVENTS, event
from tests.kits.sample_images import cropped_photograph

BLOBS, AT_A_TIME = 500, 16
IN_HAND = 16  # messages that a host has in hand at a time: maxConcurrentCalls of host.json
EVENT = re.compile(r"INFO classify_image\.\w+: (\{.*\})$", re.MULTILINE)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """The emulators; the timers are left out of it."""
    environment = embedded_environment(tmp_path) | WITHOUT_TIMERS
    with running(configure(environment)) as started:
        yield started


@pytest.fixture
async def clients(settings: Settings) -> AsyncIterator[Clients]:
    made = Clients(settings)
    await made.images_container.create_container()
    numbers = iter(range(BLOBS))

    async def lane() -> None:
        for number in numbers:
            settings = ContentSettings("image/jpeg")
            await made.images_container.upload_blob(
                f"{number:04}.jpg", cropped_photograph(number), content_settings=settings
            )

    await asyncio.gather(*(lane() for _ in range(AT_A_TIME)))
    yield made
    await made.close()


def created(blob: BlobProperties) -> ServiceBusMessage:
    """Return Event Grid's message of a new blob."""
    etag = str(blob.etag).strip('"')
    data = {"api": "PutBlob", "eTag": etag, "contentType": "image/jpeg"}
    return ServiceBusMessage(event("BlobCreated", blob.container, blob.name, schema=CLOUD_EVENTS, **data))


@pytest.mark.parametrize("hosts", [1, 2])
async def test_each_blob_is_classified_once(stack: Stack, clients: Clients, tmp_path: Path, hosts: int) -> None:
    first = stack.configuration.host
    ports = free_ports(hosts - 1)
    others = [
        dataclasses.replace(
            first,
            key=f"host{port}",
            command=(*first.command[:-1], str(port)),
            port=port,
            connection_string=f"http://127.0.0.1:{port}",
        )
        for port in ports
    ]
    blobs = [each async for each in clients.images_container.list_blobs()]
    stack.start(first, *others)
    async with clients.queue_sender() as sender:

        async def send_events() -> None:
            for start in range(0, BLOBS, 50):
                await sender.send_messages([created(blob) for blob in blobs[start : start + 50]])

        counts, _ = await asyncio.gather(asyncio.to_thread(ApiClient.of(first).enqueue), send_events())
    assert counts["enqueued"] > BLOBS / 2  # fewer only where an event's work was done before the listing came to it
    deadline = time.monotonic() + 120
    while await left(clients):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.5)

    logs = [path.read_text() for path in (tmp_path / "logs").glob("host*.log")]
    events = [json.loads(event) for log in logs for event in EVENT.findall(log)]
    done = Counter(each["path"] for each in events if each["event"] == "image")
    looked_up = sum(each["event"] == "done before" for each in events)
    assert done.keys() == {blob.name for blob in blobs}
    assert done.total() + looked_up == BLOBS + counts["enqueued"]
    # One host knows what it has in hand. Two may have the two messages of a blob in hand at the same moment.
    assert done.total() <= BLOBS + (hosts - 1) * IN_HAND
    assert await clients.images.count_documents({"status": "labelled"}) == BLOBS


async def left(clients: Clients) -> int:
    properties = await clients.queue_administration.get_queue_runtime_properties("images")
    return int(properties.active_message_count or 0)
