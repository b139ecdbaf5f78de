"""What was sent is not sent again while it waits, and is sent again when it was lost."""

from datetime import UTC, datetime, timedelta

import pytest

from cocoon.records.listing import REQUEST, Listing
from cocoon.services import image_removal
from cocoon.services.clients import Clients
from cocoon.services.image_removal import ImageRemover
from cocoon.settings.app_settings import Settings
from enqueue_blobs import queue_head
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from enqueue_blobs.timer_tick import on_tick
from tests.kits.containers import upload
from tests.kits.documents import insert_document
from tests.kits.listings import save_listing, tick_in_full
from tests.kits.queue import receive_paths


async def test_a_removed_image_that_comes_back_is_labelled_again(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an undelete, or from a backup: the ETag and the time are those from before."""
    etags = await upload(clients, "1.jpg")
    await on_tick(clients, settings)
    assert await receive_paths(clients, settings) == ["1.jpg"]
    await insert_document(clients, settings, "1.jpg", etag=etags["1.jpg"])

    async def is_gone(*_: object) -> bool:
        return False

    with monkeypatch.context() as patch:
        patch.setattr(image_removal, "_exists", is_gone)
        assert await ImageRemover.of(clients).remove_if_gone("1.jpg")
    assert await clients.queued.count_documents({}) == 0
    assert (await on_request(EnqueueRequest(), clients, settings)).enqueued == 1
    assert await receive_paths(clients, settings) == ["1.jpg"]


async def test_what_was_sent_and_lost_is_found_by_the_next_full_listing(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, "lost.jpg")
    await on_tick(clients, settings)
    assert await receive_paths(clients, settings) == ["lost.jpg"]  # and nothing came of it
    monkeypatch.setattr(queue_head, "CLOCKS_DIFFER", timedelta(0))
    await tick_in_full(clients, settings)
    assert await receive_paths(clients, settings) == ["lost.jpg"]
    before = await clients.queued.find_one({})
    assert before is not None
    assert datetime.now(UTC) - before["at"] < timedelta(minutes=1)


async def test_what_is_forced_is_sent_anew_each_time(clients: Clients, settings: Settings) -> None:
    await upload(clients, "1.jpg")
    for _ in range(2):
        interrupted = Listing(settings.images_container, "", REQUEST, force=True)
        await save_listing(clients, interrupted)
        assert (await on_request(EnqueueRequest(force=True), clients, settings)).enqueued == 1
    assert await receive_paths(clients, settings) == ["1.jpg", "1.jpg"]


async def test_what_is_still_in_the_queue_is_not_sent_again(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, *(f"{number}.jpg" for number in range(3)))
    await on_tick(clients, settings)
    monkeypatch.setattr(queue_head, "CLOCKS_DIFFER", timedelta(seconds=1))
    await tick_in_full(clients, settings)
    assert await receive_paths(clients, settings) == ["0.jpg", "1.jpg", "2.jpg"]
