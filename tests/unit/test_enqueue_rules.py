"""Which blobs of a listing are sent, and what a request to enqueue may say."""

from datetime import UTC, datetime, timedelta

import pytest

from cocoon.errors import BadRequestError
from cocoon.records.listing import FULL_EVERY, OVERLAP, Listing
from cocoon.records.message import ImageMessage
from cocoon.selection.selection import Reason, Selection
from enqueue_blobs.blob_filter import candidates, left_out, message_of, without
from enqueue_blobs.blob_pages import ListedBlob
from enqueue_blobs.request_bodies import EnqueueRequest, RetryRequest, parse_enqueue, parse_retry

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "content_type", "expected"),
    [
        ("a.jpg", None, True),
        ("A.JPEG", "application/octet-stream", True),
        ("dir/a.webp", None, True),
        (".hidden.jpg", None, True),
        ("no-extension", "image/png", True),
        ("trailing.dot.jpg.", "IMAGE/JPEG", True),
        ("notes.txt", "text/plain", False),
        ("jpg", None, False),
        ("folder.jpg/readme", None, False),
        ("folder.jpg/", None, False),
        ("a/../b.jpg", None, False),
        ("private/a.jpg", None, False),
    ],
)
def test_what_is_an_image(path: str, content_type: str | None, expected: bool) -> None:  # noqa: FBT001
    assert Selection(excluded_prefixes=("private/",)).accepts(path, content_type) is expected


def test_extensions_and_content_types_are_settings() -> None:
    selection = Selection((".raw",), ("application/x-raw",))
    assert selection.accepts("a.RAW", None)
    assert selection.accepts("a", "application/x-raw; v=1")
    assert not selection.accepts("a.jpg", "image/jpeg")


def test_only_images_that_changed_are_candidates_and_only_unknown_versions_are_new() -> None:
    blobs = [ListedBlob(name, "2", None, NOW) for name in ("done.jpg", "changed.jpg", "notes.txt")]
    old = ListedBlob("old.jpg", "1", None, NOW - timedelta(days=1))
    reasons = left_out([old, *blobs], Selection())
    assert reasons == {"notes.txt": Reason.OTHER_TYPE}
    images = candidates([old, *blobs], reasons, NOW)
    assert [blob.path for blob in images] == ["done.jpg", "changed.jpg"]
    assert candidates([old], {}, None) == [old]
    new = without(images, {("done.jpg", "2"), ("changed.jpg", "1"), ("x", None)})
    assert [message_of("c", blob, force=False) for blob in new] == [ImageMessage("c", "changed.jpg", "2")]
    assert message_of("c", blobs[0], force=True) == ImageMessage("c", "done.jpg", None)


def test_a_listing_goes_on_until_it_is_finished() -> None:
    listing = Listing("c", "", started=NOW, continuation="there")
    assert listing.following(NOW + timedelta(days=9)) is listing


def test_a_full_listing_is_followed_by_quick_ones_for_a_day() -> None:
    full = Listing("c", "p", started=NOW, listed=7)
    full.finish()
    quick = full.following(NOW + timedelta(minutes=5))
    assert (quick.since, quick.last_full, quick.listed) == (NOW - OVERLAP, NOW, 0)
    assert quick.id == full.id
    quick.finish()
    assert quick.following(NOW + timedelta(minutes=10)).since == NOW + timedelta(minutes=5) - OVERLAP
    again = quick.following(NOW + FULL_EVERY)
    assert (again.since, again.last_full) == (None, NOW)


def test_with_a_daily_timer_each_listing_is_a_full_one() -> None:
    """Ticks come some milliseconds early or late; a quick one removes nothing and finds nothing that was lost."""
    listing = Listing("c", "", started=NOW)
    for day, milliseconds in enumerate((0, -80, 120, -300, 40), start=1):
        listing.finish()
        listing = listing.following(NOW + timedelta(days=day, milliseconds=milliseconds))
        assert listing.since is None


def test_a_retry_is_bounded() -> None:
    assert parse_retry(b"") == RetryRequest()
    assert parse_retry(b'{"path": "a/1.jpg"}') == RetryRequest(path="a/1.jpg")
    assert parse_retry(b'{"code": "image_damaged", "limit": null}') == RetryRequest(code="image_damaged")
    with pytest.raises(BadRequestError, match="limit is 10001; it must be a whole number above 0 and up to 10,000"):
        parse_retry(b'{"limit": 10001}')
    with pytest.raises(BadRequestError, match="code is ''; it must be an error code"):
        parse_retry(b'{"code": ""}')
    with pytest.raises(BadRequestError, match="path is ''; it must be the path of a blob, or null"):
        parse_retry(b'{"path": ""}')
    with pytest.raises(BadRequestError, match="force is not known; allowed are prefix, code, limit and path"):
        parse_retry(b'{"force": true}')


def test_an_empty_body_asks_for_everything_new() -> None:
    assert parse_enqueue(b"") == parse_enqueue(b"{}") == EnqueueRequest()


def test_a_whole_number_may_be_written_as_json_writes_numbers() -> None:
    for number in (b"10", b"10.0", b"1e1"):
        assert parse_enqueue(b'{"limit": ' + number + b"}").limit == 10


def test_a_listing_that_failed_for_good_is_looked_at_again_from_where_it_began() -> None:
    listing = Listing("c", "p", started=NOW, since=NOW - OVERLAP, last_full=NOW - timedelta(hours=2))
    listing.fail("refused")
    after = listing.following(NOW + timedelta(minutes=5))
    assert (after.since, after.last_full, after.error, after.finished) == (listing.since, listing.last_full, None, None)


def test_all_fields() -> None:
    body = b'{"prefix": "2024/", "force": true, "limit": 10, "dry_run": true}'
    assert parse_enqueue(body) == EnqueueRequest(prefix="2024/", force=True, limit=10, dry_run=True)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", "The body is not JSON"),
        (b"[]", "The body must be a JSON object"),
        (b'{"prefx": ""}', "prefx is not known; allowed are prefix, force, limit and dry_run"),
        (b'{"prefix": 1}', "prefix is 1; it must be a string"),
        (b'{"force": "yes"}', "force is 'yes'; it must be true or false"),
        (b"[" * 100_000, "The body is not JSON"),
        (b'{"prefix": "\\ud800"}', "it must be a string of up to 1,024 characters"),
        (b'{"prefix": "' + b"q" * 20_000 + b'"}', "qqq'; it must be a string of up to 1,024 characters"),
        (b'{"limit": 0}', "limit is 0; it must be a whole number above 0"),
        (b'{"limit": 9223372036854775808}', "and up to 9,223,372,036,854,775,807"),
        (b'{"limit": true}', "limit is True"),
        (b'{"limit": 1.5}', "limit is 1.5"),
    ],
)
def test_a_bad_body_is_answered_with_what_is_wrong(body: bytes, detail: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        parse_enqueue(body)
    assert detail in str(caught.value)
