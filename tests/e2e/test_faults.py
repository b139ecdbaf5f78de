"""Servers are killed and stopped while images are labelled: afterwards each image has exactly one right document."""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusClient
from azure.servicebus.aio.management import ServiceBusAdministrationClient
from azure.storage.blob.aio import ContainerClient

from benchmarks.faults import with_short_locks
from cocoon.records.image_document import document_id
from cocoon.records.message import ImageMessage
from cocoon.records.posting import posting_ids
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from local.api_client import ApiClient
from local.configuration import configure
from local.stack import Stack, running
from query_labels.statistics.count_store import store_of
from query_labels.statistics.label_counts import count_labels
from query_labels.statistics.statistics_request import LabelsQuery
from recount_labels.correction import SETTLING_SECONDS
from tests.kits.counts import recount
from tests.kits.environments import embedded_environment
from tests.kits.sample_images import cropped_photograph
from tests.kits.thesauri import NO_THESAURUS

IMAGES, OUTAGE_SECONDS = int(os.environ.get("FAULT_IMAGES", "150")), float(os.environ.get("OUTAGE_SECONDS", "5"))
BROKEN = 5

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300 + IMAGES / 5)]


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """The emulators, with locks of 5 s, so that what a killed host held comes back soon."""
    with running(with_short_locks(configure(embedded_environment(tmp_path / "state")), tmp_path)) as started:
        yield started


@pytest.fixture
async def clients(settings: Settings) -> AsyncIterator[Clients]:
    made = Clients(settings)
    await made.images_container.create_container()
    await asyncio.gather(*(upload(made.images_container, number) for number in range(IMAGES)))
    yield made
    await made.close()


async def upload(container: ContainerClient, number: int) -> None:
    content = b"not an image" if number < BROKEN else cropped_photograph(number)
    await container.upload_blob(f"{number:04}.jpg", content, overwrite=True)


async def enqueue(stack: Stack) -> None:
    counts = await asyncio.to_thread(ApiClient.of(stack.configuration.host).enqueue)
    assert counts["listed"] == IMAGES


async def wait_for(clients: Clients, count: int) -> None:
    deadline = time.monotonic() + 150 + IMAGES / 10
    while await clients.images.count_documents({}) < count:
        assert time.monotonic() < deadline, await clients.images.count_documents({})
        await asyncio.sleep(0.2)


async def assert_all_is_right(stack: Stack, clients: Clients, settings: Settings) -> None:
    """One document an image, of its etag, with its postings; totals that agree; nothing left in the queues."""
    blobs = {blob.name: blob.etag async for blob in clients.images_container.list_blobs()}
    documents = {document["path"]: document async for document in clients.images.find()}
    assert documents.keys() == blobs.keys()
    for path, document in documents.items():
        assert document["_id"] == document_id(settings.images_container, path)
        assert document["etag"] == blobs[path]
        assert document["status"] == ("failed" if int(path[:4]) < BROKEN else "labelled")
    deadline = time.monotonic() + 60
    connection_string = stack.configuration.environment["SERVICE_BUS"]
    async with ServiceBusAdministrationClient.from_connection_string(
        connection_string, connection_verify=False
    ) as administration:
        while (queue := await administration.get_queue_runtime_properties(settings.queue_name)).total_message_count:
            assert queue.dead_letter_message_count == 0
            assert time.monotonic() < deadline, queue
            await asyncio.sleep(0.5)
    documents = {document["path"]: document async for document in clients.images.find()}
    assert {path for path, document in documents.items() if document["former_postings"]} == set()
    postings = {each["_id"] async for each in clients.postings.find({}, {"_id": True})}
    assert postings == {id_ for document in documents.values() for id_ in posting_ids(document)}
    await recount(clients, settling_seconds=SETTLING_SECONDS)  # a host that is killed loses the changes of some seconds
    expected = Counter(name for document in documents.values() for name in document["label_names"])
    counts = await count_labels(store_of(clients), NO_THESAURUS, LabelsQuery(limit=1000))
    assert {item["name"]: item["images"] for item in counts["items"]} == expected


async def test_a_killed_host_loses_nothing(stack: Stack, clients: Clients, settings: Settings) -> None:
    stack.start(stack.configuration.host)
    await enqueue(stack)
    chance = random.Random(1)
    for part in (1, 2, 3):
        await wait_for(clients, part * IMAGES // 5)
        await asyncio.sleep(chance.uniform(0, 0.2))
        stack.kill("host")
        stack.restart("host")
    await wait_for(clients, IMAGES)
    await assert_all_is_right(stack, clients, settings)


@pytest.mark.parametrize("key", ["servicebus", "mongodb", "blobs"])
async def test_an_outage_loses_nothing(stack: Stack, clients: Clients, settings: Settings, key: str) -> None:
    stack.start(stack.configuration.host)
    await enqueue(stack)
    await wait_for(clients, IMAGES // 5)
    stack.stop_one(key)
    await asyncio.sleep(OUTAGE_SECONDS)
    stack.restart(key)
    await wait_for(clients, IMAGES)
    await assert_all_is_right(stack, clients, settings)


async def test_the_same_message_many_times_at_once(stack: Stack, clients: Clients, settings: Settings) -> None:
    connection_string = stack.configuration.environment["SERVICE_BUS"]
    async with (
        ServiceBusClient.from_connection_string(connection_string) as client,
        client.get_queue_sender(settings.queue_name) as sender,
    ):
        async for blob in clients.images_container.list_blobs():
            body = ImageMessage(settings.images_container, blob.name, blob.etag).encode()
            await sender.send_messages([ServiceBusMessage(body) for _ in range(3)])
    stack.start(stack.configuration.host)
    await wait_for(clients, IMAGES)
    await assert_all_is_right(stack, clients, settings)
