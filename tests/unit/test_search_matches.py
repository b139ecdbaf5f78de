"""A search reads as many entries at once as counts, or what it has read so far, say that it needs."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from query_labels.search.conditions import Condition, Document
from query_labels.search.list_reader import Entry, Fields, Filter, ListReader, Part, completed
from query_labels.search.matches import Finder, Matches
from query_labels.search.places import Place
from query_labels.search.plan import Plan, Route
from query_labels.search.search_lists import ImageList

AT = datetime(2026, 11, 23, tzinfo=UTC)
LONG, OTHER, SHORT = (
    ImageList("label_names", "long"),
    ImageList("path_words", "other"),
    ImageList("path_words", "short"),
)


class MemoryReader:
    """Reads lists of numbered images; notes how many entries each command asked for."""

    def __init__(self, lists: Mapping[ImageList, Sequence[int]]) -> None:
        self._lists, self.asked = lists, list[tuple[ImageList, int]]()
        self.fields = list[Fields]()

    async def read(
        self, listed: ImageList, after: Place | None, limit: int, fields: Fields, _filter: Filter | None = None
    ) -> Part:
        self.asked.append((listed, limit))
        self.fields.append(fields)
        listed_numbers = self._lists[listed]
        start = bisect_right(listed_numbers, int(after.id)) if after else 0
        numbers = listed_numbers[start : start + limit]
        entries = [Entry(Place(AT - timedelta(seconds=each), f"{each:06}"), document(each)) for each in numbers]
        return Part(entries, len(entries) < limit, len(entries))

    @property
    def entries(self) -> list[int]:
        return [limit for _, limit in self.asked]


def document(number: int) -> Document:
    at = AT - timedelta(seconds=number)
    return completed({"_id": f"{number:06}", "classified_at": at, "bytes": number})


def every(step: int) -> Condition:
    return only(lambda number: number % step == 0)


def only(holds: Callable[[int], bool]) -> Condition:
    return Condition(lambda each: holds(each["bytes"]), ["bytes"])


async def find(reader: MemoryReader, plan: Plan, *, wanted: int = 51, most: int = 2000) -> Matches:
    finder = Finder(cast("ListReader", reader), plan, None, most, shown=["path"])
    return await finder.find(wanted)


def numbers(found: Matches) -> list[int]:
    return [int(place.id) for place, _ in found.found]


@pytest.mark.parametrize(("share", "asked"), [(None, [51, 184]), (0.25, [254]), (1.0, [51, 184]), (0.05, [255])])
async def test_one_chunk_is_enough_where_counts_tell_how_many_match(share: float | None, asked: list[int]) -> None:
    reader = MemoryReader({LONG: range(100_000)})
    found = await find(reader, Plan([every(4)], [Route([LONG], share=share)]))
    assert len(found.found) >= 51
    assert reader.entries == asked


async def test_counts_that_are_wrong_cost_little() -> None:
    """Labels that always come together seem rare: each share is multiplied."""
    reader = MemoryReader({LONG: range(100_000)})
    await find(reader, Plan([every(1)], [Route([LONG], share=0.001)]))
    assert reader.entries == [255]
    reader = MemoryReader({LONG: range(1, 100_000)})
    found = await find(reader, Plan([every(10**6)], [Route([LONG], share=0.6)]))
    assert "path" in reader.fields[0]
    assert all("path" not in fields for fields in reader.fields[1:])
    assert not found.are_shown


@pytest.mark.parametrize("wanted", [2, 51, 201])
async def test_a_short_list_is_read_as_soon_as_another_is_known_to_lead_nowhere(wanted: int) -> None:
    reader = MemoryReader({LONG: range(1, 100_000), SHORT: [10_000, 20_000, 30_000]})
    found = await find(reader, Plan([every(10_000)], [Route([LONG])], [Route([SHORT])]), wanted=wanted)
    assert (numbers(found), found.rest) == ([10_000, 20_000, 30_000], None)
    assert sum(reader.entries[:-1]) <= max(500, 4 * wanted)
    assert reader.asked[-1] == (SHORT, 666)


async def test_a_list_may_begin_well_and_then_lead_nowhere() -> None:
    thirty = list(range(30))
    reader = MemoryReader({LONG: range(100_000), SHORT: thirty})
    found = await find(reader, Plan([only(lambda number: number < 30)], [Route([LONG])], [Route([SHORT])]))
    assert (numbers(found), found.rest) == (thirty, None)
    assert sum(reader.entries) < 1500


async def test_a_page_of_one_image_does_not_judge_by_two_entries() -> None:
    reader = MemoryReader({LONG: range(1, 100_000), SHORT: range(1, 100_000)})
    found = await find(reader, Plan([every(7)], [Route([LONG])], [Route([SHORT])]), wanted=2)
    assert numbers(found)[:2] == [7, 14]
    assert sum(reader.entries) <= 25


@pytest.mark.parametrize("lists", [2, 5, 20])
async def test_several_lists_take_one_command_each(lists: int) -> None:
    several = [ImageList("label_names", str(number)) for number in range(lists)]
    reader = MemoryReader({each: range(number, 100_000, lists) for number, each in enumerate(several)})
    found = await find(reader, Plan([every(1)], [Route(several, share=1.0)]))
    assert numbers(found)[:51] == list(range(51))
    assert reader.entries == [max(10, 102 // lists)] * lists


async def test_entries_that_wait_are_no_misses() -> None:
    dense, *others = [ImageList("label_names", str(number)) for number in range(20)]
    far = range(50_000, 100_000)
    reader = MemoryReader({dense: range(100_000), SHORT: range(1, 100_000)} | dict.fromkeys(others, far))
    found = await find(reader, Plan([every(1)], [Route([dense, *others])], [Route([SHORT])]), wanted=201)
    assert numbers(found)[:201] == list(range(201))
    assert SHORT not in dict(reader.asked)


async def test_of_lists_in_one_order_that_which_leads_furthest_is_read_on() -> None:
    reader = MemoryReader({LONG: range(1, 100_000), OTHER: range(1, 100_000, 500)})
    plan = Plan([every(1001)], [Route([LONG]), Route([OTHER])])
    found = await find(reader, plan)
    assert [each for each, _ in reader.asked][-2:] == [OTHER, OTHER]
    assert found.rest is None  # all two hundred were read


@pytest.mark.parametrize("wanted", [1, 2, 51, 201])
@pytest.mark.parametrize("most", [100, 500, 2000])
async def test_no_search_reads_more_entries_than_it_may(most: int, wanted: int) -> None:
    for step in (1, 3, 40, 10**6):
        several = [ImageList("path_words", str(number)) for number in range(30)]
        everywhere = {each: range(1, 1_000_000) for each in (LONG, OTHER, SHORT, *several)}
        for routes in ([Route([LONG])], [Route([LONG]), Route([OTHER])], [Route(several)], [Route([LONG], share=0.0)]):
            reader = MemoryReader(everywhere)
            found = await find(reader, Plan([every(step)], routes, [Route([SHORT])]), most=most, wanted=wanted)
            assert sum(reader.entries) <= most
            assert found.rest is not None
