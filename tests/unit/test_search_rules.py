import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.errors import BadRequestError
from query_labels.cursor import Cursor, decode, encode
from query_labels.filters import search_filter, sort_field
from query_labels.presentation import present
from query_labels.query import LabelsQuery, SearchQuery, parse_labels, parse_search

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def raw_cursor(content: str) -> str:
    return base64.urlsafe_b64encode(content.encode()).decode()


def test_defaults() -> None:
    assert parse_search([]) == SearchQuery()
    assert parse_search([("label", "Tiger_Cat")]) == SearchQuery(labels=("tiger cat",), sort="score")


def test_several_labels() -> None:
    both = [("label", "cat"), ("label", "dog"), ("label", "CAT")]
    assert parse_search(both) == SearchQuery(labels=("cat", "dog"), match="all", sort="score")
    assert parse_search([*both, ("match", "any")]) == SearchQuery(labels=("cat", "dog"), match="any", sort="newest")


@pytest.mark.parametrize(
    ("name", "value", "detail"),
    [
        ("lable", "cat", "lable is not known; allowed are label, match"),
        ("match", "some", "match is 'some'; it must be all or any"),
        ("min_score", "high", "min_score is 'high'; it must be a number from 0.0 to 1.0"),
        ("min_score", "nan", "min_score is 'nan'"),
        ("limit", "0", "limit is '0'; it must be a whole number from 1 to 200"),
        ("limit", "1e2", "limit is '1e2'"),
        ("status", "done", "status is 'done'; it must be labelled or failed"),
        ("sort", "oldest", "sort is 'oldest'; it must be score or newest"),
        ("sort", "score", "sort=score needs a label"),
        ("min_score", "0.5", "min_score needs a label"),
        ("label", "_", "label is empty"),
        ("label", "a\0b", "label has a NUL character"),
        ("prefix", "\ud800", "prefix has half of a surrogate pair"),
        ("cursor", raw_cursor('["newest", "0001-01-01T00:00:00+14:00", "x"]'), "cursor is not one"),
        ("cursor", raw_cursor('["score", 1' + "0" * 400 + ', "x"]'), "cursor is not one"),
        ("cursor", raw_cursor('["score", true, "x"]'), "cursor is not one"),
        ("cursor", raw_cursor('["score", 0.5, "\\ud800"]'), "cursor is not one"),
        ("cursor", raw_cursor("[" * 3000), "cursor is not one"),
        ("cursor", "nonsense", "cursor is not one that a search has returned"),
        ("cursor", encode(Cursor("score", 0.5, "x")), "cursor belongs to a search with sort=score"),
    ],
)
def test_bad_parameters_are_named(name: str, value: str, detail: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        parse_search([(name, value)])
    assert detail in str(caught.value)


def test_a_repeated_parameter_is_refused() -> None:
    with pytest.raises(BadRequestError, match="limit is given more than once"):
        parse_search([("limit", "1"), ("limit", "2")])


def test_labels_query() -> None:
    assert parse_labels([("q", "Tiger_"), ("limit", "5")]) == LabelsQuery("tiger", 5)


def test_filters() -> None:
    assert search_filter(SearchQuery()) == {}
    assert search_filter(SearchQuery(labels=("cat",))) == {"label_names": {"$all": ["cat"]}}
    assert search_filter(SearchQuery(status="failed", prefix="a/")) == {
        "$and": [{"path": {"$gte": "a/", "$lt": "a/\U0010ffff"}}, {"status": "failed"}]
    }
    either = SearchQuery(labels=("cat", "dog"), match="any", min_score=0.5)
    assert search_filter(either) == {
        "$and": [
            {"$or": [{"scores.cat": {"$gte": 0.5}}, {"scores.dog": {"$gte": 0.5}}]},
            {"label_names": {"$in": ["cat", "dog"]}},
        ]
    }


def test_a_dollar_in_a_label_is_data() -> None:
    query = parse_search([("label", "$where"), ("min_score", "0.1")])
    assert "$where" not in str(search_filter(query)).replace("['$where']", "")
    assert sort_field(query) == "scores.\uff04where"


@given(st.floats(0, 1) | st.datetimes(timezones=st.just(UTC)), st.text("0123456789abcdef", min_size=1))
def test_cursors_survive(value: float | datetime, document_id: str) -> None:
    cursor = Cursor("newest" if isinstance(value, datetime) else "score", value, document_id)
    assert decode(encode(cursor)) == cursor


@given(st.text())
def test_other_text_is_no_cursor(text: str) -> None:
    try:
        decode(text)
    except BadRequestError:
        return
    raise AssertionError(text)


def test_presentation_hides_internals_and_quotes_links() -> None:
    document = {"_id": "1", "path": "a b/#1.jpg", "label_names": [], "scores": {}, "modified": AT, "etag": "2"}
    assert present(document) == {"path": "a b/#1.jpg", "etag": "2", "links": {"self": "/api/images/a%20b/%231.jpg"}}
