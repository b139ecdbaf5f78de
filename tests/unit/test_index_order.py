"""DocumentDB is not asked to sort a range behind an array, and its answer is in order nevertheless."""

import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from pymongo import IndexModel

from cocoon.services import index_order, indexed_find, indexes
from cocoon.services.index_hints import IndexHints
from cocoon.services.indexed_find import find_by_index
from cocoon.services.indexes import NEWEST

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LABEL = "container_1_label_names_1_classified_at_-1__id_1"
BEFORE = {"container": "images", "label_names": "cat", "classified_at": {"$lt": AT}}
Records = list[dict[str, Any]]


def some_records(number: int, times: int) -> Records:
    """Return records in the order of the index."""
    chance = random.Random(number)
    records = [
        {"_id": f"{each:04}", "classified_at": AT - timedelta(seconds=chance.randrange(times))}
        for each in range(number)
    ]
    return sorted(records, key=lambda each: (-each["classified_at"].timestamp(), each["_id"]))


class Engine:
    """A collection that answers in the order of the index, or, if it has none and is not asked to sort, in any."""

    full_name = "cocoon.images"

    def __init__(self, records: Records, *, is_ordered: bool = True, seed: int = 1) -> None:
        self.records, self.is_ordered, self.seed = records, is_ordered, seed
        self.sorts: list[bool] = []
        self.database = SimpleNamespace(client=None)

    def find(self, *_: object, sort: object, limit: int, **_options: object) -> "Engine":
        self.sorts.append(bool(sort))
        found = (
            self.records
            if sort or self.is_ordered
            else random.Random(self.seed).sample(self.records, len(self.records))
        )
        self.found = found[:limit]
        return self

    async def to_list(self) -> Records:
        return self.found


@pytest.fixture(autouse=True)
def on_documentdb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed_find, "is_documentdb", lambda _: True)


async def find(engine: Engine, filter_: dict[str, Any], limit: int = 50) -> Records:
    return await find_by_index(engine, filter_, LABEL, sort=NEWEST, limit=limit)  # type: ignore[arg-type]


@pytest.mark.parametrize("is_ordered", [True, False])
@pytest.mark.parametrize(("number", "times"), [(0, 1), (30, 5), (49, 1000), (120, 1), (120, 5), (120, 1000)])
async def test_the_first_records_come_in_order(*, number: int, times: int, is_ordered: bool) -> None:
    records = some_records(number, times)
    assert await find(Engine(records, is_ordered=is_ordered), BEFORE) == records[:50]


async def test_only_an_answer_that_is_not_in_order_is_asked_for_again() -> None:
    records = some_records(120, 5)
    for engine, sorts in (
        (Engine(records), [False]),
        (Engine(records, is_ordered=False), [False, True]),
        (Engine(records[:49], is_ordered=False), [False]),
    ):
        await find(engine, BEFORE)
        assert engine.sorts == sorts


async def test_two_records_in_order_are_no_proof() -> None:
    """Every second pair is in order by chance, so more are asked for."""
    records = some_records(120, 1000)
    for seed in range(20):
        engine = Engine(records, is_ordered=False, seed=seed)
        assert await find(engine, BEFORE, 2) == records[:2]


async def test_an_index_that_is_not_there_yet_is_not_relied_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed_find, "hints", IndexHints())
    indexed_find.hints.miss((Engine.full_name, LABEL))
    engine = Engine(some_records(120, 5), is_ordered=False)
    assert await find(engine, BEFORE) == engine.records[:50]
    assert engine.sorts == [True]


async def test_without_a_range_the_database_is_asked_for_the_order() -> None:
    engine = Engine(some_records(120, 5))
    await find(engine, {"container": "images", "label_names": "cat"})
    assert engine.sorts == [True]


@pytest.mark.parametrize("index", [*indexes.IMAGES, indexes.POSTINGS_BY_RANK])
def test_a_range_of_an_index_without_arrays_is_sorted_by_the_database(index: IndexModel) -> None:
    assert not index_order.is_range_behind_array(index, {"container": "images", "classified_at": {"$lt": AT}})
