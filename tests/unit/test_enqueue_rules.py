import pytest

from cocoon.documents import document_id
from cocoon.errors import BadRequestError
from cocoon.messages import ImageMessage
from enqueue_blobs.request import EnqueueRequest, parse
from enqueue_blobs.selection import ListedBlob, is_image, select


@pytest.mark.parametrize(
    ("path", "content_type", "expected"),
    [
        ("a.jpg", None, True),
        ("A.JPEG", "application/octet-stream", True),
        ("dir/a.webp", None, True),
        ("no-extension", "image/png", True),
        ("notes.txt", "text/plain", False),
        ("jpg", None, False),
        ("folder.jpg/readme", None, False),
    ],
)
def test_what_is_an_image(path: str, content_type: str | None, expected: bool) -> None:  # noqa: FBT001
    assert is_image(ListedBlob(path, "1", content_type)) is expected


def test_only_new_and_changed_images_are_selected() -> None:
    blobs = [ListedBlob(name, "2", None) for name in ("done.jpg", "changed.jpg", "new.jpg", "notes.txt")]
    known = {document_id("c", "done.jpg"): "2", document_id("c", "changed.jpg"): "1", document_id("c", "x"): None}
    assert select("c", blobs, known, force=False) == [
        ImageMessage("c", "changed.jpg", "2"),
        ImageMessage("c", "new.jpg", "2"),
    ]
    forced = select("c", blobs, known, force=True)
    assert forced == [ImageMessage("c", name) for name in ("done.jpg", "changed.jpg", "new.jpg")]


def test_an_empty_body_asks_for_everything_new() -> None:
    assert parse(b"") == parse(b"{}") == EnqueueRequest()


def test_all_fields() -> None:
    body = b'{"prefix": "2024/", "force": true, "limit": 10, "dry_run": true}'
    assert parse(body) == EnqueueRequest(prefix="2024/", force=True, limit=10, dry_run=True)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", "The body is not JSON"),
        (b"[]", "The body must be a JSON object"),
        (b'{"prefx": ""}', "prefx is not known; allowed are prefix, force, limit and dry_run"),
        (b'{"prefix": 1}', "prefix is 1; it must be a string"),
        (b'{"force": "yes"}', "force is 'yes'; it must be true or false"),
        (b"[" * 100_000, "The body is not JSON"),
        (b'{"prefix": "\\ud800"}', "it must be a string without NUL"),
        (b'{"limit": 0}', "limit is 0; it must be a whole number above 0"),
        (b'{"limit": true}', "limit is True"),
        (b'{"limit": 1.5}', "limit is 1.5"),
    ],
)
def test_a_bad_body_is_answered_with_what_is_wrong(body: bytes, detail: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        parse(body)
    assert detail in str(caught.value)
