"""A cursor survives the way to the client and back; an altered one is refused."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.errors import BadRequestError
from query_labels.search.cursor import Cursor, _check, decode, encode
from query_labels.search.search_request import SearchQuery

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEWEST = SearchQuery().identity


@given(st.floats(0, 1) | st.datetimes(timezones=st.just(UTC)), st.text("0123456789abcdef", min_size=1))
def test_cursors_survive(value: float | datetime, document_id: str) -> None:
    cursor = Cursor(value if isinstance(value, datetime) else f"{value}/{document_id}", document_id)
    assert decode(encode(cursor, NEWEST), NEWEST) == cursor


@given(st.integers(0, 200), st.integers(0, 255))
def test_an_altered_cursor_is_refused(position: int, byte: int) -> None:
    text = encode(Cursor(AT, "0123456789abcdef"), NEWEST)
    raw = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    position %= len(raw)
    if raw[position] == byte:
        return
    raw[position] = byte
    with pytest.raises(BadRequestError):
        decode(base64.urlsafe_b64encode(bytes(raw)).decode(), NEWEST)


@pytest.mark.parametrize("content", ["[5,'7']", "['0001-01-01T00:00:00+14:00','7']", "['0.9',7]", "['0.9']", "7"])
def test_a_forged_cursor_is_refused(content: str) -> None:
    """Anyone can compute the check."""
    forged = content.replace("'", '"').encode()
    text = base64.urlsafe_b64encode(_check(forged, NEWEST) + forged).decode()
    with pytest.raises(BadRequestError):
        decode(text, NEWEST)


@given(st.text())
def test_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(BadRequestError):
        decode(text, NEWEST)
