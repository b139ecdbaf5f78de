"""Parameters of a search, and of the routes about statistics, are read and checked."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.errors import BadRequestError
from cocoon.http.query_parameters import expect_no_parameters
from cocoon.text import prefix_range
from query_labels.search.cursor import Cursor, encode
from query_labels.search.search_request import SearchQuery, parse_search
from query_labels.statistics.statistics_request import GraphQuery, LabelsQuery, parse_graph, parse_labels, parse_minutes

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEWEST = SearchQuery().identity


def raw_cursor(content: str) -> str:
    return base64.urlsafe_b64encode(b"123456789" + content.encode()).decode()


def test_defaults() -> None:
    assert parse_search([]) == SearchQuery()
    assert parse_search([("label", "Tiger_Cat")]) == SearchQuery(labels=("tiger cat",), sort="score")


def test_several_labels() -> None:
    both = [("label", "cat"), ("label", "dog"), ("label", "CAT"), ("label", "-Sea_lion"), ("label", "--x")]
    whole = SearchQuery(labels=("cat", "dog"), excluded=("sea lion", "x"), match="all", sort="score")
    assert parse_search(both) == whole
    either = parse_search([*both[:2], ("match", "any")])
    assert either == SearchQuery(labels=("cat", "dog"), match="any", sort="newest")
    assert parse_search([("label", "-cat")]) == SearchQuery(excluded=("cat",))


@pytest.mark.parametrize(
    ("name", "value", "detail"),
    [
        ("lable", "cat", "lable is not known; allowed are label, name, match"),
        ("match", "some", "match is 'some'; it must be all or any"),
        ("min_score", "high", "min_score is 'high'; it must be a number from 0.0 to 1.0"),
        ("min_score", "nan", "min_score is 'nan'"),
        ("limit", "0", "limit is '0'; it must be a whole number from 1 to 200"),
        ("limit", "1_0", "limit is '1_0'"),
        ("limit", "\u0661", "limit is '\u0661'"),
        ("limit", "1.5", "limit is '1.5'"),
        ("limit", " 5", "limit is ' 5'"),
        ("limit", "1e400", "limit is '1e400'"),
        ("facets", "101", "facets is '101'; it must be a whole number from 0 to 100"),
        ("status", "done", "status is 'done'; it must be labelled or failed"),
        ("sort", "oldest", "sort is 'oldest'; it must be score or newest"),
        ("sort", "score", "sort=score needs a label"),
        ("min_score", "0.5", "min_score needs a label"),
        ("model_version", "1", "model_version needs a model"),
        ("label", "_", "label is empty"),
        ("label", "-", "label is empty"),
        ("label", "a\0b", "label has a NUL character"),
        ("prefix", "\ud800", "prefix has half of a surrogate pair"),
        ("cursor", raw_cursor('["0001-01-01T00:00:00+14:00", "x"]'), "cursor is not one"),
        ("cursor", raw_cursor("[" * 3000), "cursor is not one"),
        ("cursor", "nonsense", "cursor is not one that this search has returned"),
        ("cursor", "ä", "cursor is not one"),
        ("cursor", encode(Cursor("0.5/x", "x"), "another search"), "cursor is not one that this search has returned"),
    ],
)
def test_bad_parameters_are_named(name: str, value: str, detail: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        parse_search([(name, value)])
    assert detail in str(caught.value)


def test_too_many_labels_are_refused() -> None:
    with pytest.raises(BadRequestError, match="label is given 21 times; 20 are allowed"):
        parse_search([("label", str(number)) for number in range(21)])


def test_a_repeated_parameter_is_refused() -> None:
    with pytest.raises(BadRequestError, match="limit is given more than once"):
        parse_search([("limit", "1"), ("limit", "2")])


def test_the_other_queries() -> None:
    assert parse_labels([("q", "Tiger_"), ("limit", "5")]) == LabelsQuery("tiger", 5)
    assert parse_graph([("limit", "5"), ("since", "2026-11-23T12:00:00Z")]) == GraphQuery(5, AT)
    assert parse_graph([("since", "2026-11-23T13:00:00+01:00")]).since == AT
    assert parse_minutes([]) == 60
    with pytest.raises(BadRequestError, match="since is 'yesterday'; it must be a time such as"):
        parse_graph([("since", "yesterday")])
    with pytest.raises(BadRequestError, match="since is"):
        parse_graph([("since", "0001-01-01T00:00:00+14:00")])
    with pytest.raises(BadRequestError, match="x is not known; none is"):
        expect_no_parameters([("x", "1")])


def test_words_of_paths() -> None:
    assert parse_search([("name", "Eiffel Tower"), ("name", "2024")]).name_words == ("eiffel", "tower", "2024")
    for wrong, detail in (("-", "name has no word"), (" ".join(map(str, range(10, 31))), "name has 21 words")):
        with pytest.raises(BadRequestError, match=detail):
            parse_search([("name", wrong)])


def test_without_a_label_the_newest_come_first() -> None:
    asked = parse_search([("label", "tower")])
    assert asked.sort == "score"
    known = replace(asked, labels=(), path_words=(("tower",),))
    assert known.with_possible_sort().sort == "newest"
    assert replace(known, cursor=Cursor(AT, "7")).with_possible_sort().cursor == Cursor(AT, "7")
    with pytest.raises(BadRequestError, match="cursor is not one"):
        replace(known, cursor=Cursor("0.5/7", "7")).with_possible_sort()


def test_until_all_images_have_postings_the_newest_come_first_on_every_page() -> None:
    asked = parse_search([("label", "tower")])
    assert asked.with_possible_sort(has_postings=False).sort == "newest"
    for has_postings in (True, False):
        for value, sort in ((AT, "newest"), ("0.5/7", "score")):
            further = replace(asked, cursor=Cursor(value, "7")).with_possible_sort(has_postings=has_postings)
            assert further.sort == sort


def test_times_of_classification() -> None:
    both = parse_search([("classified_from", "2026-11-23T12:00:00Z"), ("classified_to", "2026-11-23T13:00:00.0001Z")])
    assert (both.classified_from, both.classified_to) == (AT, AT + timedelta(hours=1, milliseconds=1))
    last = parse_search([("classified_to", "9999-12-31T23:59:59.9999Z")])
    assert last.classified_to == datetime(9999, 12, 31, 23, 59, 59, 999_000, UTC)
    for wrong, detail in (
        ([("classified_from", "noon")], "classified_from is 'noon'; it must be a time such as"),
        ([("classified_from", "2026-11-23"), ("classified_to", "2026-11-23")], "classified_to must be after"),
    ):
        with pytest.raises(BadRequestError, match=detail):
            parse_search(wrong)


@pytest.mark.parametrize("value", ["10", "10.0", "1e1", "+10"])
def test_a_whole_number_may_be_written_as_json_writes_numbers(value: str) -> None:
    assert parse_search([("limit", value)]).limit == 10


@given(st.text(alphabet="a/\ud7ff\ue000\U0010fffe\U0010ffff", max_size=3), st.text(max_size=3))
def test_a_prefix_finds_whatever_begins_with_it_and_nothing_else(prefix: str, other: str) -> None:
    """In the order of UTF-8, in which the database compares."""
    condition = {name: value.encode() for name, value in prefix_range(prefix).items()}
    for text in (prefix + other, prefix + "\U0010ffff" + other, other, prefix[:-1] + other):
        encoded = text.encode()
        within = condition["$gte"] <= encoded and ("$lt" not in condition or encoded < condition["$lt"])
        assert within is text.startswith(prefix)
