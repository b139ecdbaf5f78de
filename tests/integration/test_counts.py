"""The counts follow the documents; statistics and clearing use them."""

import asyncio
import json
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from azure.servicebus.aio.management import ServiceBusAdministrationClient

from cocoon.errors import BadRequestError, ConflictError, TransientError
from cocoon.services import indexes
from cocoon.services.clients import Clients
from cocoon.services.lease import hold_lease
from cocoon.settings.app_settings import Settings, from_environment
from edit_labels.clearing import ClearingResult, clear
from edit_labels.confirmation import expect_confirmation
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from local.configuration import Configuration
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics import count_store
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.overview import statistics
from tests.kits.containers import upload
from tests.kits.counts import MINUTE_AGO, count_images, put_failure, put_labels
from tests.kits.queue import receive_all


async def test_counts_follow_the_documents(clients: Clients) -> None:
    await put_labels(clients, "1", "cat", "sofa")
    await put_labels(clients, "2", "cat")
    await put_failure(clients, "3", "image_damaged")
    first = await count_images(clients)
    assert (first.labels, first.failures, first.failed) == ({"cat": 2, "sofa": 1}, {"image_damaged": 1}, 1)
    await put_labels(clients, "2", "dog", at=MINUTE_AGO + timedelta(seconds=1))  # labelled anew
    assert (await count_images(clients)).labels == {"cat": 1, "dog": 1, "sofa": 1}
    await clients.images.delete_one({"path": "1"})
    assert (await count_images(clients)).labels == {"dog": 1}


async def test_nothing_is_counted_again_where_nothing_changed(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    await put_labels(clients, "1", "cat", at=long_ago)
    first = await count_images(clients)

    async def refuse(*_: object) -> list[dict[str, Any]]:
        raise AssertionError("counted again")

    monkeypatch.setattr(count_store, "_aggregate", refuse)
    assert (await count_images(clients)).labels == first.labels


async def test_requests_at_once_count_once(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    await put_labels(clients, "1", "cat")
    aggregate, calls = count_store._aggregate, 0

    async def count(*arguments: Any) -> list[dict[str, Any]]:
        nonlocal calls
        calls += 1
        return await aggregate(*arguments)

    monkeypatch.setattr(count_store, "_aggregate", count)
    store = CountStore(clients)
    results = await asyncio.gather(*(store.current() for _ in range(8)))
    assert all(each.labels == {"cat": 1} for each in results)
    assert calls == 3  # labels, failures, work


async def test_slow_counting_goes_on_by_itself_in_one_process(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put_labels(clients, "1", "cat")
    monkeypatch.setattr("query_labels.statistics.count_store.is_quick", lambda *_: False)
    store = CountStore(clients)
    assert (await store.current()).labels == {}
    assert store._counting
    await store._counting
    assert (await store.current()).labels == {"cat": 1}
    await put_labels(clients, "2", "dog", at=MINUTE_AGO + timedelta(seconds=1))
    other = CountStore(clients)
    assert (await other.current()).labels == {"cat": 1}
    assert other._counting
    await other._counting
    assert (await other.current()).labels == {"cat": 1, "dog": 1}


async def test_a_first_count_that_takes_minutes_is_done_by_one_process(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is known then of how long it takes, and the claim covers all that it may."""
    await put_labels(clients, "1", "cat")
    aggregate, calls, go_on = count_store._aggregate, 0, asyncio.Event()

    async def wait(*arguments: Any) -> list[dict[str, Any]]:
        nonlocal calls
        calls += 1
        await go_on.wait()
        return await aggregate(*arguments)

    monkeypatch.setattr(count_store, "_aggregate", wait)
    monkeypatch.setattr("query_labels.statistics.count_store.is_quick", lambda *_: False)
    stores = [CountStore(clients) for _ in range(3)]
    for store in stores:
        await store.current(0.0)
    claim = await clients.counts.find_one({"_id": "claim"})
    assert claim
    assert claim["until"] - datetime.now(UTC) > timedelta(seconds=count_store.LONGEST_SECONDS - 60)
    await asyncio.gather(*(store._counting for store in stores[1:] if store._counting))
    assert calls == 3  # labels, failures, work
    go_on.set()
    assert stores[0]._counting
    await stores[0]._counting
    assert (await stores[2].current(0.0)).labels == {"cat": 1}
    assert await clients.counts.find_one({"_id": "claim"}) is None


async def test_a_count_that_fails_is_tried_again_after_a_minute(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail_to_count(*_: object) -> list[dict[str, Any]]:
        raise OSError

    await put_labels(clients, "1", "cat")
    monkeypatch.setattr(count_store, "_aggregate", fail_to_count)
    monkeypatch.setattr("query_labels.statistics.count_store.is_quick", lambda *_: False)
    store = CountStore(clients)
    await store.current()
    assert store._counting
    with pytest.raises(TransientError):
        await store._counting
    claim = await clients.counts.find_one({"_id": "claim"})
    assert claim
    assert timedelta(0) < claim["until"] - datetime.now(UTC) <= timedelta(minutes=1)


async def test_statistics(clients: Clients, settings: Settings) -> None:
    await indexes.ensure(clients.images)
    await put_labels(clients, "1", "cat")
    await put_failure(clients, "2", "image_damaged")
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    records = [("a", 0, 3, 1), ("a", 30, 5, 0), ("b", 500, 7, 0)]
    await clients.activity.insert_many(
        {"_id": str(number), "worker": worker, "minute": now - timedelta(minutes=ago), "labelled": done, "failed": bad}
        | {"busy_ms": 100}
        for number, (worker, ago, done, bad) in enumerate(records)
    )
    shown: Any = await statistics(clients, settings, CountStore(clients), 60)
    assert (shown["images"], shown["failed"]) == (2, 1)
    assert [(each["labelled"], each["failed"]) for each in shown["history"]] == [(5, 0), (3, 1)]
    assert [each["worker"] for each in shown["workers"]] == ["a"]
    assert shown["per_minute"] == 4.0
    assert shown["queue"] == {"active": 0, "scheduled": 0, "dead_letter": 0}
    assert (shown["cost"]["worker_seconds"], shown["cost"]["executions"]) == (180, 16)
    assert shown["cost"]["since"] == now - timedelta(minutes=500)


async def test_statistics_without_the_queue(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ServiceBusAdministrationClient.from_connection_string(
        "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=x;UseDevelopmentEmulator=true", retry_total=0
    ) as unreachable:
        monkeypatch.setitem(clients.__dict__, "queue_administration", unreachable)
        assert (await statistics(clients, settings, CountStore(clients), 60))["queue"] is None


async def test_a_database_that_is_down_is_transient(configuration: Configuration) -> None:
    down = {"MONGODB_URI": "mongodb://127.0.0.1:1/"}
    unreachable = Clients(from_environment({**configuration.environment, **down}), database_timeout_ms=100)
    with pytest.raises(TransientError):
        await CountStore(unreachable).current()
    await unreachable.close()


async def test_clearing_is_confirmed_with_the_databases_name(clients: Clients, settings: Settings) -> None:
    await put_labels(clients, "1", "cat")
    for body in (b"", b"{}", b"[]", b"nonsense", b'{"confirm": "cocoon?"}', b'{"confirm": true}'):
        with pytest.raises(BadRequestError, match="To remove all labels, send"):
            expect_confirmation(body, settings.database_name)
    assert await clients.images.count_documents({}) == 1
    await clients.listings.insert_one({"_id": "1", "container": settings.images_container, "prefix": ""})
    expect_confirmation(json.dumps({"confirm": settings.database_name}).encode(), settings.database_name)
    assert await clear(clients, settings.images_container) == ClearingResult(deleted=1, done=True)
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


async def test_a_database_that_does_not_answer_is_given_up_in_time(configuration: Configuration) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # connects, and says nothing
        uri = {"MONGODB_URI": f"mongodb://127.0.0.1:{silent.getsockname()[1]}/"}
        waiting = Clients(from_environment({**configuration.environment, **uri}), database_timeout_ms=500)
        async with asyncio.timeout(5):
            with pytest.raises(TransientError):
                await search_images(waiting, CountStore(waiting), parse_search([]))
        await waiting.close()
