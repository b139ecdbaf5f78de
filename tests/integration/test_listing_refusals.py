"""A listing that a service refuses is recorded, and stops no other listing."""

import json
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from pymongo import IndexModel
from pymongo.errors import OperationFailure

from cocoon.errors import BadRequestError, TransientError
from cocoon.records.listing import REQUEST, Listing
from cocoon.services import blob_service, indexes
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs.blob_pages import Page, list_pages
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.enqueuer import GIVEN_UP_AFTER
from enqueue_blobs.request_bodies import EnqueueRequest
from enqueue_blobs.timer_tick import on_tick
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.overview import statistics
from tests.kits.containers import upload
from tests.kits.listings import load_listings, save_listing
from tests.kits.queue import receive_all
from tests.kits.storage_errors import refusal


async def test_a_listing_that_the_account_refuses_keeps_no_other_from_running(
    clients: Clients, settings: Settings
) -> None:
    await upload(clients, "a.jpg")
    refused = Listing(settings.images_container, "q" * 20_000, REQUEST)  # as an earlier version has kept it
    await save_listing(clients, refused)
    await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
    kept = {each.kind: each for each in await load_listings(clients, settings)}
    assert kept[REQUEST].finished
    assert "refuses to list what begins with 'qqq" in (kept[REQUEST].error or "")
    assert kept["timer"].finished
    assert kept["timer"].error is None
    assert len(json.dumps(await statistics(clients, settings, CountStore(clients), 60), default=str)) < 10_000


async def test_a_request_that_fails_is_tried_again_for_a_day_and_stops_nothing(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, "a.jpg")
    real = list_pages

    async def pages_that_fail(container: Any, prefix: str, continuation: str | None) -> AsyncIterator[Page]:  # noqa: ANN401
        if prefix == "bad":
            raise TransientError("The storage account is not available.")
        async for page in real(container, prefix, continuation):
            yield page

    monkeypatch.setattr("enqueue_blobs.listing_services.list_pages", pages_that_fail)
    fails = Listing(settings.images_container, "bad", REQUEST)
    await save_listing(clients, fails)
    with pytest.raises(TransientError, match="is not available"):
        await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
    kept = {each.kind: each for each in await load_listings(clients, settings)}
    assert (kept[REQUEST].finished, kept[REQUEST].error) == (None, "The storage account is not available.")
    kept[REQUEST].started -= GIVEN_UP_AFTER
    await save_listing(clients, kept[REQUEST])
    with pytest.raises(TransientError):
        await on_tick(clients, settings)
    kept = {each.kind: each for each in await load_listings(clients, settings)}
    assert kept[REQUEST].finished


async def test_a_request_whose_listing_is_refused_is_a_bad_one(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise refusal("OutOfRangeInput", 400)

    refused = SimpleNamespace(by_page=lambda _: map(refuse, [1]))
    monkeypatch.setattr(clients.images_listing, "list_blobs", lambda **_: refused)
    for dry_run in (True, False):
        with pytest.raises(BadRequestError, match=r"refuses to list what begins with 'p' \(OutOfRangeInput\)"):
            await on_request(EnqueueRequest(prefix="p", dry_run=dry_run), clients, settings)


async def test_an_index_that_is_refused_keeps_nothing_from_being_listed(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make, made = clients.images.create_indexes, list[str]()

    async def refuse_one(models: list[IndexModel]) -> list[str]:
        if any("path_words" in model.document["key"] for model in models):
            raise OperationFailure("the limit of indexes is reached", 67)
        made.extend(await make(models))
        return made

    monkeypatch.setattr(clients.images, "create_indexes", refuse_one)
    await upload(clients, "a.jpg")
    await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
    assert "the database refuses an index" in caplog.text
    # All others are made, one by one.
    assert len(made) == len(indexes.IMAGES) + len(indexes.ARRAYS) - 1


@pytest.mark.parametrize("name", ["a\u0001.jpg", "b\uffff.jpg"])
async def test_a_name_that_azurite_cannot_list_is_what_the_error_speaks_of(
    clients: Clients, settings: Settings, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(blob_service._RETRIES, "retry_total", 0)  # Azurite would answer the same each time
    await upload(clients, "a.jpg")
    await clients.images_container.upload_blob(name, b"x")
    with pytest.raises(TransientError, match=r"Azurite cannot list the container\. .* such as U\+0001 or U\+FFFF"):
        await on_tick(clients, settings)
    await clients.images_container.delete_blob(name)
    await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
