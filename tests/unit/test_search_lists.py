"""Each command of a list asks for the beginning of an index, then for its order or one range."""

from datetime import UTC, datetime, timedelta

import pytest

from cocoon.services import indexes
from query_labels.search.places import Place, in_order, is_after
from query_labels.search.search_lists import (
    Command,
    ImageList,
    PathList,
    Period,
    PostingList,
    SearchList,
    last_before,
    whole_milliseconds,
)

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE = AT - timedelta(milliseconds=1)
PLACE = Place(AT, "7")
INDEXES = {
    model.document["name"]: list(model.document["key"].items())
    for model in (*indexes.IMAGES, *indexes.of_arrays(request_units=False), indexes.POSTINGS_BY_RANK)
}


def follows_its_index(command: Command) -> bool:
    """Return whether what is equal comes first in the index, then the sort or one range, and nothing else."""
    key = INDEXES[command.hint]
    equal = [name for name, value in command.filter.items() if not isinstance(value, dict)]
    ranges = [name for name, value in command.filter.items() if isinstance(value, dict)]
    rest = key[len(equal) :]
    backwards = [(name, -direction) for name, direction in rest]
    sort = list(command.sort)
    return (
        {name for name, _ in key[: len(equal)]} == {*equal}
        and (not ranges or ranges == [rest[0][0]])
        and sort in (rest[: len(sort)], backwards[: len(sort)])
    )


@pytest.mark.parametrize(
    "listed",
    [
        ImageList(),
        ImageList("label_names", "cat"),
        ImageList("path_words", "eiffel"),
        ImageList("search_keys", "folder a/"),
        ImageList("status", "failed"),
        ImageList("status", "failed", Period(AT - timedelta(days=1), AT + timedelta(days=1))),
    ],
)
def test_lists_of_images_follow_their_index(listed: ImageList) -> None:
    first, (same, later) = listed.commands("images"), listed.commands("images", PLACE)
    assert all(map(follows_its_index, [*first, same, later]))
    assert same.filter["_id"] == {"$gt": "7"}
    assert later.filter["classified_at"]["$lt"] == AT


@pytest.mark.parametrize("listed", [PostingList("cat"), PostingList("$a.b", 0.5), PathList("IMG_")])
def test_other_lists_follow_their_index(listed: SearchList) -> None:
    assert all(map(follows_its_index, listed.commands("images")))
    assert all(map(follows_its_index, listed.commands("images", Place("0.900000000/7", "7"))))


def test_a_label_is_a_value_and_a_score_one_range() -> None:
    (command,) = PostingList("$a.b", 0.5).commands("images", Place("0.9/7", "7"))
    ranks = {"$gte": "0.500000000", "$lt": "0.9/7"}
    assert command.filter == {"container": "images", "label": "\uff04a\uff0eb", "rank": ranks}
    assert command.collection == "postings"


def test_a_period_has_its_first_millisecond_and_not_its_last() -> None:
    period = Period(AT, AT + timedelta(seconds=1))
    assert AT in period
    assert BEFORE not in period
    assert AT + timedelta(seconds=1) not in period
    listed = ImageList(period=period)
    (command,) = listed.commands("images")
    assert command.filter["classified_at"] == {"$lt": AT + timedelta(seconds=1)}  # two bounds would be read whole
    assert [listed.reaches({"classified_at": time}) for time in (AT, BEFORE)] == [True, False]


def test_places_of_one_order_are_compared() -> None:
    times = [Place(AT, "1"), Place(AT, "2"), Place(BEFORE, "0")]
    ranks = [Place("0.9/2", "2"), Place("0.9/1", "1"), Place("0.5/9", "9")]
    for places in (times, ranks):
        assert [place for place, _ in in_order([(place, None) for place in reversed(places)])] == places
        assert is_after(places[1], places[0])
        assert not is_after(places[0], places[0])


def test_times_are_rounded_to_milliseconds() -> None:
    assert last_before(AT) == last_before(AT - timedelta(microseconds=999)) == BEFORE
    assert last_before(datetime.min.replace(tzinfo=UTC)) == datetime.min.replace(tzinfo=UTC)
    assert whole_milliseconds(AT) == AT
    assert whole_milliseconds(AT + timedelta(microseconds=1)) == AT + timedelta(milliseconds=1)
    last = datetime.max.replace(tzinfo=UTC)
    assert whole_milliseconds(last) == last.replace(microsecond=999_000)
