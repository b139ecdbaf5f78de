"""Windows bring the beginning of a range, in order, whatever the order in which an engine answers."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from query_labels.search.places import Place
from query_labels.search.search_lists import Command, ImageList
from query_labels.search.windows import WindowReader

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIST = ImageList("label_names", "cat")
Records = list[dict[str, Any]]


def some_records(chance: random.Random, number: int, times: int) -> Records:
    """Return records in the order of the index."""
    records = [
        {"_id": f"{each:04}", "classified_at": AT - timedelta(seconds=chance.randrange(times))}
        for each in range(number)
    ]
    return sorted(records, key=lambda each: (-each["classified_at"].timestamp(), each["_id"]))


class Engine:
    """Answers commands, in the order of the index or in any; never with more than the limit."""

    def __init__(self, records: Records, chance: random.Random | None) -> None:
        self.records, self.chance, self.sent = records, chance, 0

    async def find(self, command: Command, limit: int, _has_fields: bool) -> Records:  # noqa: FBT001
        self.sent += 1
        found = [each for each in self.records if all(_meets(each, *item) for item in command.filter.items())]
        if self.chance:
            self.chance.shuffle(found)
        return found[:limit]


def _meets(record: dict[str, Any], name: str, wanted: Any) -> bool:  # noqa: ANN401
    if name not in record:
        return True
    if not isinstance(wanted, dict):
        return bool(record[name] == wanted)
    return all(
        {"$lt": record[name] < value, "$gt": record[name] > value}[operator] for operator, value in wanted.items()
    )


async def read_all(engine: Engine, limit: int) -> Records:
    found: Records = []
    place, has_ended = None, False
    while not has_ended:
        window = await WindowReader(LIST, "images", engine.find).read(place, limit)
        assert window.records or window.has_ended
        found += window.records
        has_ended = window.has_ended
        if found:
            place = Place(found[-1]["classified_at"], found[-1]["_id"])
    return found


@pytest.mark.parametrize("number", [0, 1, 11, 120])
@pytest.mark.parametrize("times", [1, 5, 1000])
@pytest.mark.parametrize("is_in_order", [True, False])
async def test_windows_join_to_the_whole(*, number: int, times: int, is_in_order: bool) -> None:
    chance = random.Random(number)
    records = some_records(chance, number, times)
    for limit in (1, 30):
        assert await read_all(Engine(records, None if is_in_order else chance), limit) == records


async def test_an_engine_that_goes_along_its_index_needs_two_commands_for_a_window() -> None:
    engine = Engine(some_records(random.Random(1), 1000, 100_000), None)
    window = await WindowReader(LIST, "images", engine.find).read(None, 50)
    assert engine.sent == 2
    assert len(window.records) == 49
