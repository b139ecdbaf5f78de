"""Clearing removes all labels, once it is confirmed."""

import asyncio
import json
import random
from collections import Counter

import pytest

from classify_image.document_store import Stored
from classify_image.outcome import Outcome
from classify_image.outcome_store import OutcomeStore
from cocoon.errors import BadRequestError, ConflictError
from cocoon.records.message import ImageMessage
from cocoon.records.posting import posting_ids
from cocoon.services.clients import Clients
from cocoon.services.count_log import CountLog
from cocoon.services.lease import hold_lease
from cocoon.services.postings import Postings
from cocoon.settings.app_settings import Settings
from edit_labels import removal_pages
from edit_labels.clearing import ClearLabelsResult, clear
from edit_labels.confirmation import expect_confirmation
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from query_labels.statistics.count_store import CountStore
from tests.kits.containers import upload
from tests.kits.counts import count_images, put_failure, put_labels
from tests.kits.odd_labels import ODD_NAMES, with_names
from tests.kits.queue import receive_all


async def test_clearing_is_confirmed_with_the_databases_name(clients: Clients, settings: Settings) -> None:
    await put_labels(clients, "1", "cat")
    for body in (b"", b"{}", b"[]", b"nonsense", b'{"confirm": "cocoon?"}', b'{"confirm": true}'):
        with pytest.raises(BadRequestError, match="To remove all labels, send"):
            expect_confirmation(body, settings.database_name)
    assert await clients.images.count_documents({}) == 1
    await clients.listings.insert_one({"_id": "1", "container": settings.images_container, "prefix": ""})
    expect_confirmation(json.dumps({"confirm": settings.database_name}).encode(), settings.database_name)
    assert await clear(clients, settings.images_container) == ClearLabelsResult(deleted=1, done=True)
    for collection in (clients.images, clients.postings, clients.queued):
        assert await collection.count_documents({}) == 0
    counts = await count_images(clients)
    assert (counts.images, counts.labels, counts.failures) == (0, {}, {})
    assert await clients.listings.count_documents({}) == 0


async def test_after_clearing_the_queue_takes_the_same_messages_again(clients: Clients, settings: Settings) -> None:
    """Duplicate detection remembers them for minutes."""
    await upload(clients, "1.jpg")
    await on_request(EnqueueRequest(), clients, settings)
    assert len(await receive_all(clients, settings)) == 1
    await clear(clients, settings.images_container)
    for _ in range(2):
        await on_request(EnqueueRequest(), clients, settings)
    assert len(await receive_all(clients, settings)) == 1


async def test_nothing_is_cleared_during_a_listing(clients: Clients, settings: Settings) -> None:
    async with hold_lease(clients.leases, settings.images_container):
        with pytest.raises(ConflictError):
            await clear(clients, settings.images_container, wait_seconds=0.1)


async def test_the_answer_says_what_was_removed_and_the_totals_follow_by_pages(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal_pages, "IMAGES_AT_ONCE", 3)
    for number in range(7):
        await put_labels(clients, str(number), "cat", f"label {number}")
    await put_failure(clients, "bad", "image_damaged")
    await clients.images.insert_one(with_names("other", "1", ["cat"]))
    assert await clear(clients, settings.images_container) == ClearLabelsResult(deleted=8, done=True)
    assert (await CountStore(clients).current()).labels == {}
    assert await clients.images.count_documents({"container": "other"}) == 1
    assert await clear(clients, settings.images_container) == ClearLabelsResult(deleted=0, done=True)


async def test_clearing_while_a_worker_labels(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it labels meanwhile is removed or stays, and is counted and listed accordingly."""
    monkeypatch.setattr(removal_pages, "IMAGES_AT_ONCE", 5)
    outcomes = OutcomeStore(
        images=clients.images,
        postings=Postings(clients.images, clients.postings),
        images_container=clients.images_container,
        thumbnails_container=clients.thumbnails_container,
        has_thumbnails=False,
    )
    worker, chance = CountLog(clients.counts, settings.images_container), random.Random(3)
    stored = 0

    async def label(number: int) -> None:
        nonlocal stored
        path = f"{chance.randrange(30):02}"
        document = with_names(settings.images_container, path, chance.sample(ODD_NAMES, 3), at=number)
        before = await outcomes.find(ImageMessage(settings.images_container, path))
        result = await outcomes.store(Outcome(document), before)
        if result.stored is not Stored.SUPERSEDED:
            worker.change(result.before, document)
            stored += 1

    deleted = cleared = 0

    async def label_all() -> None:
        number = 0
        while number < 150 or cleared < 3:
            await label(number)
            number += 1

    labelling = asyncio.create_task(label_all())
    while not labelling.done():
        deleted += (await clear(clients, settings.images_container)).deleted
        cleared += 1
    await labelling
    await worker.close()
    documents = await clients.images.find().to_list()
    counts = await count_images(clients)
    assert deleted > 0
    assert stored >= len(documents) + deleted
    assert counts.images == len(documents)
    assert counts.labels == Counter(name for document in documents for name in document["label_names"])
    postings = {each["_id"] async for each in clients.postings.find()}
    assert postings == set[str]().union(*map(posting_ids, documents))


async def test_what_is_not_removed_in_time_is_left_for_the_next_request(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal_pages, "IMAGES_AT_ONCE", 2)
    for number in range(40):
        await put_labels(clients, f"{number:02}", "cat")
    first = await clear(clients, settings.images_container, seconds=0.05)
    assert not first.done
    assert (await count_images(clients)).images == 40 - first.deleted
    rest = await clear(clients, settings.images_container)
    assert rest == ClearLabelsResult(deleted=40 - first.deleted, done=True)
    assert await clients.postings.count_documents({}) == 0
