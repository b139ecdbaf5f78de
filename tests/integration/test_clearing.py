"""Clearing removes all labels, once it is confirmed."""

import json

import pytest

from cocoon.errors import BadRequestError, ConflictError
from cocoon.services.clients import Clients
from cocoon.services.lease import hold_lease
from cocoon.settings.app_settings import Settings
from edit_labels.clearing import ClearLabelsResult, clear
from edit_labels.confirmation import expect_confirmation
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from tests.kits.containers import upload
from tests.kits.counts import put_labels
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
    for collection in (clients.images, clients.counts, clients.queued):
        assert await collection.count_documents({}) == 0
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
