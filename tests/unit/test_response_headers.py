"""Compression, ETags and CORS."""

import gzip

import pytest

from cocoon.http import headers


@pytest.mark.parametrize(
    ("accept_encoding", "expected"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("*", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("identity", False),
        ("", False),
    ],
)
def test_who_takes_gzip(accept_encoding: str, expected: bool) -> None:  # noqa: FBT001
    assert headers.accepts_gzip(accept_encoding) is expected


def test_what_is_compressed() -> None:
    assert headers.is_worth_compressing("application/json", b"x" * 2000)
    assert not headers.is_worth_compressing("application/json", b"x" * 100)
    assert not headers.is_worth_compressing("image/jpeg", b"x" * 2000)
    assert gzip.decompress(headers.compress(b"x" * 2000)) == b"x" * 2000
    assert headers.compress(b"x") == headers.compress(b"x")


@pytest.mark.parametrize(
    ("if_none_match", "etag", "expected"),
    [
        ('W/"1"', 'W/"1"', True),
        ('"1"', 'W/"1"', True),
        ('"0", "1"', '"1"', True),
        ("*", '"1"', True),
        ('"2"', '"1"', False),
        (None, '"1"', False),
        ('"1"', None, False),
    ],
)
def test_what_is_unchanged(if_none_match: str | None, etag: str | None, expected: bool) -> None:  # noqa: FBT001
    assert headers.is_unchanged(if_none_match, etag) is expected


def test_only_named_origins_may_read() -> None:
    page = {"origin": "https://page.example"}
    allowed = headers.cors_headers(page, ("https://page.example",), ("GET",))
    assert allowed["Access-Control-Allow-Origin"] == "https://page.example"
    assert allowed["Vary"] == "Origin"
    assert headers.cors_headers(page, (), ("GET",)) == {}
    assert headers.cors_headers(page, ("https://other.example",), ("GET",)) == {"Vary": "Origin"}
    assert headers.cors_headers({}, ("https://other.example",), ("GET",)) == {"Vary": "Origin"}
    asks = page | {"access-control-request-method": "GET", "access-control-request-headers": "x-functions-key"}
    answer = headers.cors_headers(asks, ("*",), ("GET", "HEAD"))
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert answer["Access-Control-Allow-Headers"] == "x-functions-key"
