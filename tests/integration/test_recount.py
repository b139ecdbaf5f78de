"""A recount corrects the totals and completes what is incomplete, page by page."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.asynchronous.collection import AsyncCollection

from cocoon.errors import TransientError
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import add_up, shard_id
from cocoon.records.image_document import ImageDocument
from cocoon.records.posting import posting_ids, postings_of
from cocoon.records.recount import Phase, Recount, recount_id
from cocoon.records.work import Work
from cocoon.services import indexes
from cocoon.services.clearing_token import renew
from cocoon.services.clients import Clients
from cocoon.services.lease import hold_lease
from cocoon.services.totals import Totals
from recount_labels import count_pages, fill_pages, past_work, posting_pages
from recount_labels.progress import Progress
from recount_labels.tick import RecountTick
from tests.kits.counts import count_images, put_failure, put_labels, recount
from tests.kits.crashes import Crash, Steps
from tests.kits.documents import AT, failed_document
from tests.kits.former_documents import as_of_1_0, before_postings
from tests.kits.odd_labels import ODD_NAMES, with_names


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (count_pages, fill_pages, posting_pages):
        monkeypatch.setattr(module, "AT_ONCE", 3)
    monkeypatch.setattr(past_work, "AT_ONCE", 5)
    monkeypatch.setattr(fill_pages, "INSERTED_AT_ONCE", 5)


@pytest.fixture
async def indexed(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> Clients:
    """A database whose indexes are made once, not with each of many recounts."""

    async def nothing(_: object) -> None: ...

    await indexes.ensure(clients.images)
    monkeypatch.setattr("recount_labels.tick.ensure_indexes", nothing)
    return clients


def tick(clients: Clients, seconds: float | None = None) -> RecountTick:
    return RecountTick(clients, clients.images_container.container_name, seconds=seconds, settling_seconds=0.0)


async def the_recount(clients: Clients) -> Recount:
    progress = await Progress(clients.counts, clients.images_container.container_name).load()
    assert progress
    return progress


async def expect_all_right(clients: Clients) -> None:
    """Totals, postings and fields must be those of the documents."""
    documents: list[Any] = await clients.images.find().to_list()
    counts = await count_images(clients)
    assert counts.images == len(documents)
    assert counts.labels == Counter(name for document in documents for name in document["label_names"])
    assert counts.failures == Counter(document["error"]["code"] for document in documents if document.get("error"))
    postings = await clients.postings.find().to_list()
    assert {each["_id"] for each in postings} == set[str]().union(*map(posting_ids, documents))
    assert all({"path_words", "search_keys", "models"} <= document.keys() for document in documents)
    assert not any(document.get("former_postings") for document in documents)


async def fill(clients: Clients) -> None:
    """Put in documents that nobody has counted, of this version and earlier ones, and some postings without one."""
    container = clients.images_container.container_name
    chance = random.Random(1)
    documents = [
        with_names(container, f"{number // 3}/{number}.jpg", chance.sample(ODD_NAMES, 3)) for number in range(8)
    ]
    await clients.images.insert_many([*documents[:3], failed_document(container, "bad.jpg", "image_damaged")])
    await clients.images.insert_many([as_of_1_0(each) for each in documents[3:6]])  # type: ignore[misc]
    await clients.images.insert_many([before_postings(each) for each in documents[6:]])  # type: ignore[misc]
    unfinished = with_names(container, "3/unfinished.jpg", ["cat"])
    former = with_names(container, "3/unfinished.jpg", ["7", "u$d"])
    await clients.images.insert_one(unfinished | {"former_postings": sorted(posting_ids(former))})
    removed = with_names(container, "removed.jpg", ODD_NAMES[:5])
    relabelled = with_names(container, "0/0.jpg", ["images"])
    await clients.postings.insert_many([p for each in (former, removed, relabelled) for p in postings_of(each)])
    for each in (removed, with_names(container, "x", ["gone"])):
        clients.count_log.change(None, each)
    await clients.count_log.flush()


async def test_everything_is_completed(clients: Clients) -> None:
    await fill(clients)
    await tick(clients).run()
    await expect_all_right(clients)
    done = await the_recount(clients)
    assert (done.phase, done.filled, done.removed) == (Phase.DONE, 5, 6)
    assert done.counted.images == 10


async def test_documents_of_earlier_versions_are_found(clients: Clients) -> None:
    await fill(clients)
    await recount(clients)
    found: Any = await clients.images.find_one({"path": "1/4.jpg"})
    assert (found["path_words"], found["search_keys"]) == ([], ["folder 1/", "model net", "model net 1"])
    assert found["models"] == [{"name": "net", "version": "1"}]
    assert found["labels"] == with_names(found["container"], "1/4.jpg", [e["name"] for e in found["labels"]])["labels"]


async def test_another_container_is_left_alone(clients: Clients) -> None:
    other = with_names("other", "1.jpg", ["cat"])
    await clients.images.insert_one(as_of_1_0(other))  # type: ignore[arg-type]
    await clients.postings.insert_many(postings_of(with_names("other", "2.jpg", ["cat"])))
    await put_labels(clients, "1", "cat")
    await recount(clients)
    assert (await count_images(clients)).images == 1
    assert await clients.postings.count_documents({"container": "other"}) == 1
    assert await clients.images.find_one({"container": "other"}) == as_of_1_0(other)


Write = Callable[..., Awaitable[object]]


class Kill:
    """Kills the process at one of its writes, before or after it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = Steps()
        for name in ("update_one", "replace_one", "bulk_write", "insert_many", "delete_many"):
            monkeypatch.setattr(AsyncCollection, name, self._wrapped(getattr(AsyncCollection, name)))

    def _wrapped(self, write: Write) -> Write:
        async def wrapped(collection: AsyncCollection[Any], *arguments: Any, **options: Any) -> object:
            if collection.name == "leases":
                return await write(collection, *arguments, **options)
            for _ in self.steps.step():
                result = await write(collection, *arguments, **options)
            return result

        return wrapped


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_recount_that_is_killed_at_any_write_goes_on(indexed: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    kill, crash_at, crashed = Kill(monkeypatch), 1, True
    while crashed:
        kill.steps = Steps()
        for collection in (indexed.images, indexed.postings, indexed.counts):
            await collection.delete_many({})
        await fill(indexed)
        kill.steps = Steps(crash_at)
        crashed = False
        try:
            await tick(indexed).run()
        except Crash:
            crashed = True
            kill.steps = Steps()
            await tick(indexed).run()
        await expect_all_right(indexed)
        crash_at += 2  # after each write; before the next one is the same
    assert crash_at > 60


async def test_a_recount_goes_on_page_by_page_in_many_ticks(indexed: Clients) -> None:
    await fill(indexed)
    ticks = 0
    while ticks == 0 or (await the_recount(indexed)).phase is not Phase.DONE:
        await tick(indexed, seconds=0.001).run()
        ticks += 1
    assert ticks > 10
    await expect_all_right(indexed)


async def test_lost_seconds_are_corrected_exactly_at_rest(indexed: Clients) -> None:
    for number in range(7):
        await put_labels(indexed, str(number), *ODD_NAMES[number % 5 : number % 5 + 3])
    await put_failure(indexed, "bad", "image_damaged")
    lost = with_names("x", "y", [*ODD_NAMES[:4], "gone"])
    for change in ((None, lost), (lost, None), (lost, None), (failed_document("x", "y", "blob_not_found"), None)):
        indexed.count_log.change(*change)
    await indexed.count_log.flush()
    await recount(indexed)
    await expect_all_right(indexed)
    records = await Totals(indexed.counts, indexed.images_container.container_name).records()
    assert all("gone" not in each.get("labels", {}) for each in records)


async def test_corrections_are_made_once(indexed: Clients) -> None:
    await fill(indexed)
    await recount(indexed)
    await recount(indexed)
    await expect_all_right(indexed)


async def write_randomly(clients: Clients, chance: random.Random, writes: Counter[str], stop: asyncio.Event) -> None:
    """Label and remove images as workers do, and count by label how often."""
    container = clients.images_container.container_name
    while not stop.is_set():
        path = f"{chance.randrange(20):02}.jpg"
        before: Any = await clients.images.find_one({"path": path})
        after: ImageDocument | None = None
        if chance.random() < 0.7:
            after = with_names(container, path, chance.sample(ODD_NAMES[:6], 2), at=sum(writes.values()))
            await clients.images.replace_one({"_id": after["_id"]}, after, upsert=True)
        elif before is not None:
            await clients.images.delete_one({"_id": before["_id"]})
        clients.count_log.change(before, after)
        for document in (before, after):
            writes.update(document["label_names"] if document else ())
        if chance.random() < 0.2:
            await clients.count_log.flush()
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("seed", range(4))
async def test_a_recount_during_writes_never_makes_a_total_much_worse(indexed: Clients, seed: int) -> None:
    """It is wrong by no more than before, or than the number of writes meanwhile."""
    chance = random.Random(seed)
    for number in range(20):
        await put_labels(indexed, f"{number:02}.jpg", *chance.sample(ODD_NAMES[:6], 2))
    wrong = {name: chance.randrange(-3, 40) for name in ODD_NAMES[:6]}
    change = CountChange(labels=Counter(wrong))
    await Totals(indexed.counts, indexed.images_container.container_name).add(
        shard_id(indexed.images_container.container_name, 1), "wrong", change
    )
    writes, stop = Counter[str](), asyncio.Event()
    writing = asyncio.create_task(write_randomly(indexed, chance, writes, stop))
    while sum(writes.values()) < 20:  # noqa: ASYNC110 - another task counts
        await asyncio.sleep(0.01)
    writes.clear()
    await recount(indexed)
    stop.set()
    await writing
    documents: list[Any] = await indexed.images.find().to_list()
    true = Counter(name for document in documents for name in document["label_names"])
    await indexed.count_log.flush()
    records = await Totals(indexed.counts, indexed.images_container.container_name).records()
    totals = add_up(records).labels
    for name, error in wrong.items():
        assert abs(totals[name] - true[name]) <= max(abs(error), writes[name] + 10), name
    await recount(indexed)
    await expect_all_right(indexed)


async def test_one_process_recounts_at_a_time(indexed: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(indexed)
    begin, begun = Progress.begin, 0

    async def count(progress: Progress, *arguments: Any) -> None:
        nonlocal begun
        begun += 1
        await begin(progress, *arguments)

    monkeypatch.setattr(Progress, "begin", count)
    await asyncio.gather(*(tick(indexed).run() for _ in range(3)))
    assert begun == 1
    await expect_all_right(indexed)
    container = indexed.images_container.container_name
    await indexed.counts.delete_one({"_id": recount_id(container)})
    async with hold_lease(indexed.leases, recount_id(container)):
        await tick(indexed).run()
    assert begun == 1


async def test_a_process_that_has_lost_its_lease_stops(indexed: Clients) -> None:
    await tick(indexed, seconds=0.0).run()
    here, progress = await the_recount(indexed), Progress(indexed.counts, indexed.images_container.container_name)
    await progress.advance(here, CountChange(images=3), after="a")
    await progress.advance(here, CountChange(images=3), after="a")  # the answer was lost
    ahead = await progress.advance(await the_recount(indexed), after="b")
    with pytest.raises(TransientError, match="Another process"):
        await progress.advance(here, CountChange(images=3), after="a")
    assert ahead.counted.images == (await the_recount(indexed)).counted.images == 3


async def test_labels_that_are_cleared_meanwhile_are_counted_from_scratch(indexed: Clients) -> None:
    await fill(indexed)
    await tick(indexed, seconds=0.001).run()
    first = await the_recount(indexed)
    await renew(indexed.clearings, indexed.images_container.container_name)
    await tick(indexed).run()
    assert (await the_recount(indexed)).run != first.run
    await expect_all_right(indexed)


async def test_nothing_is_recounted_again_the_same_day(indexed: Clients) -> None:
    await put_labels(indexed, "1", "cat")
    await tick(indexed).run()
    first = await the_recount(indexed)
    await tick(indexed).run()
    assert (await the_recount(indexed)).run == first.run
    yesterday = {"$set": {"began": first.began - timedelta(days=1, minutes=1)}}
    await indexed.counts.update_one({"_id": first.id}, yesterday)
    await tick(indexed).run()
    second = await the_recount(indexed)
    assert second.run != first.run
    assert not second.is_thorough
    assert second.phase is Phase.DONE
    assert second.thorough_at == first.thorough_at
    await expect_all_right(indexed)


async def test_the_work_before_there_were_totals_is_added_once(indexed: Clients) -> None:
    start = datetime(2026, 11, 24, 12, tzinfo=UTC)
    records = [(worker, ago) for worker in "abcd" for ago in range(5)]
    await indexed.activity.insert_many(
        {
            "_id": f"{worker}{ago}",
            "worker": worker,
            "minute": start + timedelta(minutes=ago),
            "labelled": 2,
            "failed": 1,
        }
        | {"busy_ms": 1}
        for worker, ago in records
    )
    container = indexed.images_container.container_name
    covered = CountChange(work=Work(4, 12, start + timedelta(minutes=4)))
    await Totals(indexed.counts, container).add(shard_id(container, 2), "a", covered)
    for _ in range(2):
        await recount(indexed)
        assert (await count_images(indexed)).work == Work(20, 60, start)


async def test_records_of_versions_until_1_0_are_removed(indexed: Clients) -> None:
    former = ["counts", "claim", f"counts/{indexed.images_container.container_name}"]
    await indexed.counts.insert_many({"_id": id_} for id_ in former)
    await recount(indexed)
    assert await indexed.counts.count_documents({"_id": {"$in": former}}) == 0


async def test_where_the_database_refuses_its_indexes_it_goes_on(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(_: object) -> None: ...

    await put_labels(clients, "1", "cat")
    monkeypatch.setattr("recount_labels.tick.ensure_indexes", nothing)
    monkeypatch.setattr("cocoon.services.indexed_find.is_documentdb", lambda _client: True)
    await tick(clients).run()
    assert (await the_recount(clients)).phase is Phase.DONE


@pytest.mark.parametrize("label_again", [False, True])
async def test_after_a_day_it_is_done_if_anything_was_written(indexed: Clients, label_again: bool) -> None:  # noqa: FBT001
    await put_labels(indexed, "1", "cat", at=AT)
    await recount(indexed)
    first = await the_recount(indexed)
    long_ago = first.began - timedelta(days=2)
    await indexed.counts.update_one({"_id": first.id}, {"$set": {"began": first.began - timedelta(days=1, hours=1)}})
    await indexed.counts.update_many({"images": {"$gt": 0}, "at": {"$gt": AT}}, {"$set": {"at": long_ago}})
    if label_again:  # as a version until 1.0 does
        document = with_names(indexed.images_container.container_name, "2", ["cat"])
        document["classified_at"] = datetime.now(UTC)
        await indexed.images.insert_one(as_of_1_0(document))  # type: ignore[arg-type]
    await tick(indexed).run()
    again = await the_recount(indexed)
    assert (again.run != first.run, again.is_thorough) == (label_again, label_again or first.is_thorough)
    await expect_all_right(indexed)


async def test_a_recount_that_is_asked_for_waits_for_another_process(indexed: Clients) -> None:
    """Tests count while a host's timer may do so, too."""
    await put_labels(indexed, "1", "cat")
    async with hold_lease(indexed.leases, recount_id(indexed.images_container.container_name)):
        asking = asyncio.create_task(recount(indexed))
        await asyncio.sleep(0.3)
        assert not asking.done()
    await asking
    assert (await the_recount(indexed)).phase is Phase.DONE
