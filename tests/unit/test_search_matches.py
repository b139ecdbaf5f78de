"""A search reads as many entries at once as counts, or what it has read so far, say that it needs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from query_labels.search.conditions import Condition, Document
from query_labels.search.list_reader import Entry, Fields, Filter, ListReader, Part, completed
from query_labels.search.matches import Finder, Matches
from query_labels.search.places import Place
from query_labels.search.plan import Plan, Route
from query_labels.search.search_lists import ImageList, SearchList

AT = datetime(2026, 11, 23, tzinfo=UTC)
LONG, OTHER, SHORT = (
    ImageList("label_names", "long"),
    ImageList("path_words", "other"),
    ImageList("path_words", "short"),
)


class MemoryReader:
    """Reads lists of numbered images; notes how many entries each command asked for."""

    def __init__(self, lists: dict[SearchList, Sequence[int]]) -> None:
        self._lists, self.asked = lists, list[tuple[SearchList, int]]()

    async def read(
        self, listed: SearchList, after: Place | None, limit: int, _fields: Fields, _filter: Filter | None = None
    ) -> Part:
        self.asked.append((listed, limit))
        numbers = [each for each in self._lists[listed] if after is None or each > int(after.id)][:limit]
        entries = [Entry(Place(AT - timedelta(seconds=each), f"{each:05}"), document(each)) for each in numbers]
        return Part(entries, len(entries) < limit, len(entries))


def document(number: int) -> Document:
    at = AT - timedelta(seconds=number)
    return completed({"_id": f"{number:05}", "classified_at": at, "bytes": number})


def every(step: int) -> Condition:
    return Condition(lambda each: each["bytes"] % step == 0, ["bytes"])


async def find(reader: MemoryReader, plan: Plan, *, wanted: int = 51, most: int = 2000) -> Matches:
    finder = Finder(cast("ListReader", reader), plan, None, most)
    return await finder.find(wanted)


@pytest.mark.parametrize(("share", "asked"), [(None, [51, 179]), (0.25, [239]), (1.0, [51, 179]), (0.05, [500])])
async def test_one_chunk_is_enough_where_counts_tell_how_many_match(share: float | None, asked: list[int]) -> None:
    reader = MemoryReader({LONG: range(100_000)})
    found = await find(reader, Plan([every(4)], [Route([LONG], share=share)]))
    assert len(found.found) >= 51
    assert [limit for _, limit in reader.asked] == asked


async def test_a_short_list_is_read_as_soon_as_another_is_known_to_lead_nowhere() -> None:
    reader = MemoryReader({LONG: range(1, 100_000), SHORT: [10_000, 20_000, 30_000]})
    found = await find(reader, Plan([every(10_000)], [Route([LONG])], [Route([SHORT])]))
    assert [int(place.id) for place, _ in found.found] == [10_000, 20_000, 30_000]
    assert found.rest is None
    assert reader.asked == [(LONG, 51), (SHORT, 666)]


async def test_of_lists_in_one_order_that_which_leads_furthest_is_read_on() -> None:
    reader = MemoryReader({LONG: range(1, 100_000), OTHER: range(1, 100_000, 500)})
    plan = Plan([every(1001)], [Route([LONG]), Route([OTHER])])
    found = await find(reader, plan)
    assert [each for each, _ in reader.asked] == [LONG, OTHER, OTHER]
    assert found.rest is None  # all two hundred were read


async def test_no_search_reads_more_entries_than_it_may() -> None:
    for step in (1, 3, 40, 10**6):
        reader = MemoryReader({LONG: range(1, 100_000), SHORT: range(1, 100_000)})
        found = await find(reader, Plan([every(step)], [Route([LONG])], [Route([SHORT])]), most=1000)
        assert sum(limit for _, limit in reader.asked) <= 1000
        assert found.rest is not None
