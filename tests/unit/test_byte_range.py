"""The header Range, of one range."""

import pytest

from query_labels.pictures.byte_range import ByteRange, RangeError, parse_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-499", ByteRange(0, 499)),
        ("bytes=500-999", ByteRange(500, 999)),
        ("bytes=-500", ByteRange(500, 999)),
        ("bytes=-5000", ByteRange(0, 999)),
        ("bytes=9500-", None),
        ("bytes=950-", ByteRange(950, 999)),
        ("bytes=0-99999", ByteRange(0, 999)),
        ("Bytes=0-0", ByteRange(0, 0)),
        (" bytes=1-1 ", ByteRange(1, 1)),
    ],
)
def test_one_range(header: str, expected: ByteRange | None) -> None:
    if expected is None:
        with pytest.raises(RangeError, match="1000 bytes"):
            parse_range(header, 1000)
    else:
        assert parse_range(header, 1000) == expected


@pytest.mark.parametrize(
    "header",
    ["", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "items=0-1", "bytes=0-1,5-6", "bytes=\u0661-2"],
)
def test_what_is_not_one_range_is_passed_over(header: str) -> None:
    assert parse_range(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-0", "bytes=-0"])
def test_nothing_has_no_range(header: str) -> None:
    with pytest.raises(RangeError):
        parse_range(header, 0)


def test_the_last_bytes_of_nothing_are_all_of_it() -> None:
    assert parse_range("bytes=-5", 0) is None
