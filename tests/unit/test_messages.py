"""Messages of the queue: our own, bare paths, and lists."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.errors import PermanentError
from cocoon.records.message import ImageMessage
from cocoon.records.message_body import MessageList, parse_body
from tests.kits.sample_events import BLOB_DELETED, CLOUD_EVENT, EVENT_GRID

TEXT = st.text(min_size=1, max_size=200).filter(lambda text: "\0" not in text and text not in (".", ".."))
PATH = TEXT.filter(lambda text: not {".", ".."} & set(text.replace("\\", "/").split("/")))


@pytest.mark.slow
@given(TEXT, PATH, st.none() | TEXT.filter(lambda etag: '"' not in etag))
def test_a_message_survives_the_queue(container: str, path: str, etag: str | None) -> None:
    message = ImageMessage(container, path, etag)
    assert parse_body(message.encode().encode(), "other") == replace(message, path=path.replace("\\", "/"))


def test_the_message_id_tells_versions_apart() -> None:
    one, same = ImageMessage("c", "a/b.jpg", "1"), ImageMessage("c", "a/b.jpg", "1")
    assert one.message_id == same.message_id
    others = [ImageMessage("c", "a/b.jpg", "2"), ImageMessage("c", "a/c.jpg", "1"), ImageMessage("d", "a/b.jpg", "1")]
    assert len({each.message_id for each in (one, *others)}) == 4
    assert len(one.message_id) <= 128  # the service's limit


def test_a_bare_path_is_a_message() -> None:
    assert parse_body(b"000000000042.jpg", "images") == ImageMessage("images", "000000000042.jpg")
    assert parse_body("päth with späces/ü.jpg\n".encode(), "images") == ImageMessage("images", "päth with späces/ü.jpg")


def test_a_backslash_is_a_slash() -> None:
    """The account takes one for the other: azure-sdk-for-python#48883."""
    expected = ImageMessage("images", "2024/IMG_1.jpg")
    assert parse_body(b"2024\\IMG_1.jpg", "images") == expected
    assert parse_body(json.dumps({"container": "images", "path": "2024\\IMG_1.jpg"}).encode(), "x") == expected
    with pytest.raises(PermanentError, match="has a segment"):
        parse_body(b"2024\\..\\IMG_1.jpg", "images")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "it is empty"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"[]", "neither an object nor a list of objects"),
        (b"[1]", "neither an object nor a list of objects"),
        (b"[[]]", "neither an object nor a list of objects"),
        (b'{"path": "a.jpg"}', "'container' is missing"),
        (b"../other/secret.png", "has a segment '.' or '..'"),
        (b'{"container": "images", "path": "x/../../other/a.png"}', "has a segment '.' or '..'"),
        (b"a/./b.jpg", "has a segment '.' or '..'"),
        (b"x" * 1025, "has more than 1024 characters"),
        (b'{"container": "images", "path": "a\\u0000.jpg"}', "has a NUL character"),
        (b'{"container": "images", "path": "\\ud800"}', "has half of a surrogate pair"),
        (b'{"container": "\\ud800", "path": "a.jpg"}', "has half of a surrogate pair"),
        (b"[" * 50_000, "has more than 1024 characters"),
        (b'{"container": "images", "path": 5}', "must be non-empty strings"),
        (b'{"container": "images", "path": ""}', "must be non-empty strings"),
        (b'{"container": "images", "path": "a", "etag": 5}', "etag must be a string"),
        (json.dumps(EVENT_GRID | {"subject": "/elsewhere", "data": {}}).encode(), "/elsewhere"),
        (json.dumps(EVENT_GRID | {"data": {"url": 7}}).encode(), "data.url must be a string"),
        (json.dumps(EVENT_GRID | {"eventType": 7}).encode(), "its type must be a string"),
        (json.dumps(EVENT_GRID | {"data": None}).encode(), "data must be an object"),
        (json.dumps(EVENT_GRID | {"data": {"eTag": 5}}).encode(), "data.eTag must be a string"),
        (
            json.dumps(EVENT_GRID | {"data": {"contentType": ["image/png"]}}).encode(),
            "data.contentType must be a string",
        ),
        (json.dumps(EVENT_GRID | {"subject": 7}).encode(), "subject must be a string"),
        (b'{"container": "images", "path": "a", "etag": "\\ud800"}', "its etag has half of a surrogate pair"),
    ],
)
def test_anything_else_is_a_bad_message(body: bytes, problem: str) -> None:
    with pytest.raises(PermanentError, match="Expected a JSON object with container, path and etag") as caught:
        parse_body(body, "images")
    assert caught.value.code == "bad_message"
    assert problem in str(caught.value)


@pytest.mark.parametrize("path", ["[1] beach.jpg", "{draft}.png", "[a", "{not json", '{"a": 1}.jpg', "[]x"])
def test_a_path_may_begin_with_a_bracket(path: str) -> None:
    assert parse_body(path.encode(), "images") == ImageMessage("images", path)


def bodies(body: bytes) -> tuple[str, ...]:
    """The parts of a list of several; nothing for other messages."""
    try:
        message = parse_body(body, "images")
    except PermanentError:
        return ()
    return message.bodies if isinstance(message, MessageList) else ()


def test_a_list_of_several_is_split() -> None:
    events = [EVENT_GRID, BLOB_DELETED, CLOUD_EVENT, {"container": "images", "path": "ü.jpg"}, {"nonsense": 1}]
    assert [json.loads(body) for body in bodies(json.dumps(events * 100).encode())] == events * 100
    for body in (json.dumps([EVENT_GRID]), "[]", "{}", "a.jpg", "[1, 2", ""):
        assert bodies(body.encode()) == ()
    with pytest.raises(PermanentError, match="is a list whose item 2 is no object"):
        parse_body(json.dumps([EVENT_GRID, "a.jpg"]).encode(), "images")
