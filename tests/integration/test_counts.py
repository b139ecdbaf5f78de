"""The counts follow the documents, and requests seldom wait for them."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cocoon.errors import TransientError
from cocoon.services.clients import Clients
from query_labels.statistics import count_store
from query_labels.statistics.count_store import CountStore
from tests.kits.counts import MINUTE_AGO, count_images, put_failure, put_labels


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
    await stores[0].current(0.0)
    async with asyncio.timeout(10):
        while (claim := await clients.counts.find_one({"_id": "claim"})) is None:  # noqa: ASYNC110 - the database has it
            await asyncio.sleep(0.01)
    for store in stores[1:]:
        await store.current(0.0)
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
