"""Parameters of a search: read, and turned into a filter and an order."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.errors import BadRequestError
from cocoon.http.query_parameters import expect_no_parameters
from cocoon.text import prefix_range
from query_labels.search.cursor import Cursor, encode
from query_labels.search.filters import order, search_filter
from query_labels.search.search_request import SearchQuery, parse_search
from query_labels.statistics.statistics_request import GraphQuery, LabelsQuery, parse_graph, parse_labels, parse_minutes

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEWEST = SearchQuery().identity


def filter_of(query: SearchQuery) -> dict[str, Any]:
    """Return a search's filter beside its container."""
    found = search_filter(query, "images")
    assert found.pop("container") == "images"
    return found


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


def test_filters() -> None:
    assert filter_of(SearchQuery()) == {}
    assert filter_of(SearchQuery(labels=("cat",))) == {"label_names": {"$in": ["cat"]}}
    both = SearchQuery(labels=("cat", "dog"), rarest="dog")
    assert filter_of(both) == {"label_names": {"$in": ["dog"], "$all": ["cat", "dog"]}}
    assert filter_of(SearchQuery(excluded=("cat",))) == {"label_names": {"$nin": ["cat"]}}
    assert filter_of(SearchQuery(labels=("cat",), sort="score", min_score=0.5)) == {
        "label_names": {"$in": ["cat"]},
        "ranks.cat": {"$gte": "0.500000000"},
    }
    assert filter_of(SearchQuery(status="failed", error="x", prefix="a/", model="net", model_version="1")) == {
        "path": {"$gte": "a/", "$lt": "a0"},
        "status": "failed",
        "error.code": "x",
        "$or": [
            {"models.name": "net", "models": {"name": "net", "version": "1"}},
            {"model.name": "net", "model.version": "1"},
        ],
    }
    assert filter_of(SearchQuery(model="net")) == {"$or": [{"models.name": "net"}, {"model.name": "net"}]}
    either = SearchQuery(labels=("cat", "dog"), match="any", min_score=0.5)
    any_rank = [{"ranks.cat": {"$gte": "0.500000000"}}, {"ranks.dog": {"$gte": "0.500000000"}}]
    assert filter_of(either) == {"label_names": {"$in": ["cat", "dog"]}, "$or": any_rank}


def test_the_conditions_of_a_next_page() -> None:
    behind = [{"classified_at": {"$lt": AT}}, {"classified_at": AT, "_id": {"$gt": "7"}}]
    assert filter_of(SearchQuery(cursor=Cursor(AT, "7"))) == {"classified_at": {"$lte": AT}, "$or": behind}
    best = SearchQuery(labels=("cat",), sort="score", cursor=Cursor("0.250000000/7", "7"))
    assert filter_of(best)["ranks.cat"] == {"$gte": "0.000000000", "$lt": "0.250000000/7"}
    either = SearchQuery(labels=("cat", "dog"), match="any", min_score=0.5, cursor=Cursor(AT, "7"))
    assert [list(each) for each in filter_of(either)["$and"]] == [["$or"], ["$or"]]


def test_words_of_paths() -> None:
    assert parse_search([("name", "Eiffel Tower"), ("name", "2024")]).name_words == ("eiffel", "tower", "2024")
    for wrong, detail in (("-", "name has no word"), (" ".join(map(str, range(10, 31))), "name has 21 words")):
        with pytest.raises(BadRequestError, match=detail):
            parse_search([("name", wrong)])
    assert filter_of(SearchQuery(name_words=("tower",))) == {"path_words": {"$in": ["tower"]}}
    every = SearchQuery(labels=("cat",), path_words=(("eiffel", "tower"), ("2024",)), name_words=("tower",))
    assert filter_of(every) == {
        "label_names": {"$in": ["cat"]},
        "path_words": {"$in": ["tower"], "$all": ["tower", "eiffel", "2024"]},
    }
    either = replace(every, match="any", name_words=())
    words = [{"path_words": {"$in": ["eiffel"], "$all": ["eiffel", "tower"]}}, {"path_words": {"$in": ["2024"]}}]
    assert filter_of(either) == {"$or": [{"ranks.cat": {"$gte": "0.000000000"}}, *words]}


def test_without_a_label_the_newest_come_first() -> None:
    asked = parse_search([("label", "tower")])
    assert asked.sort == "score"
    known = replace(asked, labels=(), path_words=(("tower",),))
    assert known.with_possible_sort().sort == "newest"
    assert replace(known, cursor=Cursor(AT, "7")).with_possible_sort().cursor == Cursor(AT, "7")
    for wrong in (replace(known, cursor=Cursor("0.5/7", "7")), replace(asked, cursor=Cursor(AT, "7"))):
        with pytest.raises(BadRequestError, match="cursor is not one"):
            wrong.with_possible_sort()


def test_a_dollar_in_a_label_is_data() -> None:
    query = parse_search([("label", "$where"), ("min_score", "0.1")])
    assert "$where" not in str(filter_of(query)).replace("['$where']", "")
    assert order(query) == [("ranks.\uff04where", -1)]


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
