"""The totals follow what is written, within a flush, and no write is added twice."""

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import AutoReconnect
from pymongo.results import UpdateResult

from classify_image.classifier import Classifier
from cocoon.records.count_shard import SHARDS, shard_id
from cocoon.records.counts import Counts
from cocoon.services import count_log
from cocoon.services.clients import Clients
from cocoon.services.count_log import CountLog
from cocoon.services.image_removal import ImageRemover
from cocoon.services.totals import Totals
from cocoon.settings.app_settings import Settings
from edit_labels.clearing import clear
from query_labels.statistics.count_store import CountStore
from tests.kits.counts import count_images, put_failure, put_labels
from tests.kits.documents import labelled_document
from tests.kits.labelling import label
from tests.kits.messages import message_body
from tests.kits.odd_labels import ODD_NAMES, with_names
from tests.kits.sample_images import CHELSEA, COFFEE


async def expect_totals(clients: Clients) -> Counts:
    """Return the totals, which must be those of the documents."""
    await clients.count_log.flush()
    counts = await count_images(clients)
    documents = await clients.images.find({"container": clients.images_container.container_name}).to_list()
    assert counts.images == len(documents)
    assert counts.labels == Counter(name for document in documents for name in document["label_names"])
    assert counts.failures == Counter(document["error"]["code"] for document in documents if document["error"])
    return counts


async def test_totals_follow_labelling_failing_and_removing(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    assert await expect_totals(clients) == Counts()
    await clients.images_container.upload_blob("a.png", CHELSEA.read_bytes())
    await clients.images_container.upload_blob("b.png", COFFEE.read_bytes())
    await clients.images_container.upload_blob("bad.jpg", b"nonsense")
    for path in ("a.png", "b.png", "bad.jpg", "a.png", "missing.png"):
        await label(classifier, message_body(settings, path))
    counts = await expect_totals(clients)
    assert (counts.images, counts.labels["tiger cat"]) == (4, 1)
    assert counts.failures == {"blob_not_found": 1, "not_an_image": 1}
    assert counts.failed == 2
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes(), overwrite=True)
    await clients.images_container.upload_blob("bad.jpg", COFFEE.read_bytes(), overwrite=True)
    for path in ("a.png", "bad.jpg"):
        await label(classifier, message_body(settings, path, "another one"))
    counts = await expect_totals(clients)
    assert "tiger cat" not in counts.labels
    assert counts.labels["espresso"] == 3
    await clients.images_container.delete_blob("b.png")
    remover = ImageRemover.of(clients)
    assert await remover.remove_if_gone("b.png")
    assert not await remover.remove_if_gone("b.png")
    assert (await expect_totals(clients)).labels["espresso"] == 2
    assert await remover.remove_deselected("a.png")
    assert (await expect_totals(clients)).images == 2
    await clear(clients, settings.images_container)
    cleared = await expect_totals(clients)
    assert (cleared.labels, cleared.failures, cleared.images) == ({}, {}, 0)


async def test_totals_follow_within_ten_seconds(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count_log.FLUSH_SECONDS <= 5
    monkeypatch.setattr(count_log, "FLUSH_SECONDS", 0.05)
    store = CountStore(clients)
    assert (await store.current()).images == 0
    clients.count_log.change(None, labelled_document(settings.images_container, "1"))
    async with asyncio.timeout(5):
        while (await store.current()).images == 0:  # noqa: ASYNC110 - the database has it
            await asyncio.sleep(0.1)
    assert (await store.current()).counted_at


async def test_names_that_mean_something_to_the_database(clients: Clients) -> None:
    container = clients.images_container.container_name
    await clients.images.insert_one(document := with_names(container, "1", ODD_NAMES))
    clients.count_log.change(None, document)
    assert len((await expect_totals(clients)).labels) == len(ODD_NAMES)


async def test_work_is_counted_once_a_minute(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_log, "datetime", clock := Clock())
    for number, minute in enumerate((1, 1, 2, 5)):
        clock.at = datetime(2026, 11, 29, 12, minute, 7, tzinfo=UTC)
        await label(classifier, message_body(settings, f"{number}.png"))
    await clients.count_log.flush()
    work = (await count_images(clients)).work
    assert (work.minutes, work.images) == (3, 4)
    assert work.since == datetime(2026, 11, 29, 12, 1, tzinfo=UTC)


class Clock:
    """The class datetime, at a time."""

    at = datetime.now(UTC)

    def now(self, _: object) -> datetime:
        return self.at


async def test_a_write_whose_answer_is_lost_is_not_added_twice(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_one, lost = AsyncCollection.update_one, 0

    async def lose_answer(self: AsyncCollection[Any], *arguments: Any, **options: Any) -> UpdateResult:
        nonlocal lost
        result = await update_one(self, *arguments, **options)
        if self.name == "counts" and lost < 3:
            lost += 1
            raise AutoReconnect
        return result

    document = labelled_document(clients.images_container.container_name, "1")
    await clients.images.insert_one(document)
    monkeypatch.setattr(AsyncCollection, "update_one", lose_answer)
    clients.count_log.change(None, document)
    assert [await clients.count_log.flush() for _ in range(4)] == [False, False, False, True]
    await expect_totals(clients)


async def test_what_is_noted_while_the_database_fails_is_added_later(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    container, add = clients.images_container.container_name, Totals.add

    async def fail(*_: object) -> None:
        raise AutoReconnect

    monkeypatch.setattr(Totals, "add", fail)
    for path in ("1", "2", "3"):
        await clients.images.insert_one(document := with_names(container, path, ["cat"]))
        clients.count_log.change(None, document)
        assert not await clients.count_log.flush()
    monkeypatch.setattr(Totals, "add", add)
    assert await clients.count_log.flush()
    assert (await expect_totals(clients)).labels == {"cat": 3}


async def test_several_flushes_at_once_add_everything_once(clients: Clients) -> None:
    container = clients.images_container.container_name
    for number in range(20):
        await clients.images.insert_one(document := with_names(container, str(number), ["cat"]))
        clients.count_log.change(None, document)
        await asyncio.gather(*(clients.count_log.flush() for _ in range(number % 4)))
    await expect_totals(clients)


async def test_processes_that_make_a_record_at_the_same_time(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second finds a record without its batch, and the database says that there is a duplicate."""
    monkeypatch.setattr("cocoon.services.count_log.random.randrange", lambda _: 0)
    container = clients.images_container.container_name
    logs = [CountLog(clients.counts, container) for _ in range(8)]
    for number, log in enumerate(logs):
        await clients.images.insert_one(document := with_names(container, str(number), ["cat"]))
        log.change(None, document)
    assert all(await asyncio.gather(*(log.flush() for log in logs)))
    await expect_totals(clients)


async def test_random_writes_of_three_processes(clients: Clients) -> None:
    container, chance = clients.images_container.container_name, random.Random(5)
    logs = [CountLog(clients.counts, container) for _ in range(3)]
    now: dict[str, Any] = {}
    for number in range(150):
        log, path = chance.choice(logs), str(chance.randrange(20))
        after = None if chance.random() < 0.3 else with_names(container, path, chance.sample(ODD_NAMES, 3), at=number)
        log.change(now.pop(path, None), after)
        if after:
            now[path] = after
        if chance.random() < 0.2:
            await log.flush()
    await clients.images.insert_many(now.values())
    for log in logs:
        await log.close()
    await expect_totals(clients)


async def test_requests_at_once_read_once(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    await put_labels(clients, "1", "cat")
    read, calls = Totals.current, 0

    async def count(totals: Totals) -> Counts:
        nonlocal calls
        calls += 1
        return await read(totals)

    monkeypatch.setattr(Totals, "current", count)
    store = CountStore(clients)
    results = await asyncio.gather(*(store.current() for _ in range(8)))
    assert all(each.labels == {"cat": 1} for each in results)
    assert (await store.current()).labels == {"cat": 1}
    assert calls == 1
    await clear(clients, clients.images_container.container_name)
    assert (await store.current()).labels == {}
    assert calls == 2


async def test_the_most_frequent_come_first_and_nothing_below_one_is_shown(clients: Clients) -> None:
    await put_labels(clients, "1", "cat", "sofa")
    await put_labels(clients, "2", "cat")
    await put_failure(clients, "3", "image_damaged")
    lost = with_names("x", "y", ["gone"])
    clients.count_log.change(lost, None)  # the process that labelled it was killed before it could count it
    clients.count_log.change(lost, None)
    await clients.count_log.flush()
    counts = await count_images(clients)
    assert list(counts.labels.items()) == [("cat", 2), ("sofa", 1)]
    assert (counts.failures, counts.images) == ({"image_damaged": 1}, 1)


async def test_records_of_earlier_versions_are_ignored(clients: Clients, settings: Settings) -> None:
    former = {"labels": [["cat", 5]], "failures": [], "work": None, "counted_at": datetime.now(UTC), "images": 5}
    for id_ in ("counts", f"counts/{settings.images_container}"):
        await clients.counts.insert_one({"_id": id_} | former)
    assert await count_images(clients) == Counts()


def test_workers_are_spread_over_the_records(clients: Clients) -> None:
    records = {CountLog(clients.counts, "images")._record for _ in range(200)}
    assert records == {shard_id("images", shard) for shard in range(SHARDS)}
