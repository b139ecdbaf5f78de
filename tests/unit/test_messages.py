import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocoon.errors import PermanentError
from cocoon.records.blob_event import BlobEvent, IgnoredEvent
from cocoon.records.message import ImageMessage
from cocoon.records.message_body import MessageList, parse_body
from tests.kits.messages import event

TEXT = st.text(min_size=1, max_size=200).filter(lambda text: "\0" not in text and text not in (".", ".."))
PATH = TEXT.filter(lambda text: not {".", ".."} & set(text.replace("\\", "/").split("/")))

# From https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
EVENT_GRID = {
    "topic": "/subscriptions/{id}/resourceGroups/Storage/providers/"
    "Microsoft.Storage/storageAccounts/my-storage-account",
    "subject": "/blobServices/default/containers/test-container/blobs/new-file.txt",
    "eventType": "Microsoft.Storage.BlobCreated",
    "eventTime": "2017-06-26T18:41:00.9584103Z",
    "id": "831e1650-001e-001b-66ab-eeb76e069631",
    "data": {
        "api": "PutBlockList",
        "clientRequestId": "6d79dbfb-0e37-4fc4-981f-442c9ca65760",
        "requestId": "831e1650-001e-001b-66ab-eeb76e000000",
        "eTag": '"0x8D4BCC2E4835CD0"',
        "contentType": "text/plain",
        "contentLength": 524288,
        "blobType": "BlockBlob",
        "url": "https://my-storage-account.blob.core.windows.net/testcontainer/new-file.txt",
        "sequencer": "00000000000004420000000000028963",
        "storageDiagnostics": {"batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0"},
    },
    "dataVersion": "",
    "metadataVersion": "1",
}
BLOB_DELETED = {
    "topic": EVENT_GRID["topic"],
    "subject": "/blobServices/default/containers/testcontainer/blobs/file-to-delete.txt",
    "eventType": "Microsoft.Storage.BlobDeleted",
    "eventTime": "2017-11-07T20:09:22.5674003Z",
    "id": "4c2359fe-001e-00ba-0e04-58586806d298",
    "data": {
        "api": "DeleteBlob",
        "requestId": "4c2359fe-001e-00ba-0e04-585868000000",
        "contentType": "text/plain",
        "blobType": "BlockBlob",
        "url": "https://my-storage-account.blob.core.windows.net/testcontainer/file-to-delete.txt",
        "sequencer": "0000000000000281000000000002F5CA",
        "storageDiagnostics": {"batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0"},
    },
    "dataVersion": "",
    "metadataVersion": "1",
}
CLOUD_EVENT = {
    "source": EVENT_GRID["topic"],
    "subject": EVENT_GRID["subject"],
    "type": "Microsoft.Storage.BlobCreated",
    "time": "2017-06-26T18:41:00.9584103Z",
    "id": "831e1650-001e-001b-66ab-eeb76e069631",
    "specversion": "1.0",
    "data": EVENT_GRID["data"],
}


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


@pytest.mark.parametrize("event", [EVENT_GRID, CLOUD_EVENT, [EVENT_GRID], [CLOUD_EVENT]])
def test_blob_created_events_are_understood(event: object) -> None:
    # In Microsoft's sample the subject and the URL name different containers; the URL is believed.
    expected = BlobEvent("testcontainer", "new-file.txt", '"0x8D4BCC2E4835CD0"', "text/plain", deleted=False)
    assert parse_body(json.dumps(event).encode(), "images") == expected


def test_blob_deleted_events_are_understood() -> None:
    expected = BlobEvent("testcontainer", "file-to-delete.txt", None, "text/plain", deleted=True)
    assert parse_body(json.dumps(BLOB_DELETED).encode(), "images") == expected


@pytest.mark.parametrize(
    "kind",
    [
        "BlobTierChanged",
        "BlobPropertiesUpdated",
        "AsyncOperationInitiated",
        "DirectoryCreated",
        "DirectoryRenamed",
        "DirectoryDeleted",
        "BlobInventoryPolicyCompleted",
        "LifecyclePolicyCompleted",
        "WhatComesNext",
    ],
)
def test_events_that_change_nothing_about_labels_are_ignored(kind: str) -> None:
    assert parse_body(event(kind, "images", "a.jpg", url=f"{HOST}/images/a.jpg"), "images") == IgnoredEvent(
        f"Microsoft.Storage.{kind}"
    )
    assert parse_body(event(kind), "images") == IgnoredEvent(f"Microsoft.Storage.{kind}")


HOST = "https://account.blob.core.windows.net"


def test_a_rehydrated_blob_is_one_to_be_labelled() -> None:
    tiers = {"accessTier": "Hot", "previousTier": "Archive"}
    expected = BlobEvent("images", "a.jpg", None, None, deleted=False)
    assert (
        parse_body(event("BlobTierChanged", "images", "a.jpg", url=f"{HOST}/images/a.jpg", **tiers), "images")
        == expected
    )
    for others in ({"accessTier": "Archive", "previousTier": "Hot"}, {"accessTier": "Cool", "previousTier": "Hot"}):
        ignored = IgnoredEvent("Microsoft.Storage.BlobTierChanged")
        assert (
            parse_body(event("BlobTierChanged", "images", "a.jpg", url=f"{HOST}/images/a.jpg", **others), "images")
            == ignored
        )


def test_a_rename_has_two_names() -> None:
    host = "https://account.dfs.core.windows.net"
    body = event(
        "BlobRenamed", "images", "new.jpg", sourceUrl=f"{host}/images/old.jpg", destinationUrl=f"{host}/images/new.jpg"
    )
    assert parse_body(body, "images") == BlobEvent(
        "images", "new.jpg", None, None, deleted=False, renamed_from=("images", "old.jpg")
    )
    elsewhere = event(
        "BlobRenamed", "images", "new.jpg", sourceUrl=f"{host}/other/old.jpg", destinationUrl=f"{host}/images/new.jpg"
    )
    from_elsewhere = BlobEvent("images", "new.jpg", None, None, deleted=False, renamed_from=("other", "old.jpg"))
    assert parse_body(elsewhere, "images") == from_elsewhere
    for odd, found in {"a\\b.jpg": ("images", "a/b.jpg"), "../x.jpg": None, "%00.jpg": None}.items():
        body = event(
            "BlobRenamed",
            "images",
            "new.jpg",
            sourceUrl=f"{host}/images/{odd}",
            destinationUrl=f"{host}/images/new.jpg",
        )
        assert parse_body(body, "images") == BlobEvent(
            "images", "new.jpg", None, None, deleted=False, renamed_from=found
        )
    nested = event(
        "BlobRenamed", "images", "b.jpg", sourceUrl=f"{host}/backup/images/b.jpg", destinationUrl=f"{host}/images/b.jpg"
    )
    assert parse_body(nested, "images") == BlobEvent(
        "images", "b.jpg", None, None, deleted=False, renamed_from=("backup", "images/b.jpg")
    )


@pytest.mark.parametrize(
    ("subject", "url", "path"),
    [
        ("cat \ufffd\ufffd.jpg", "/images/cat \U0001f408.jpg", "cat \U0001f408.jpg"),
        ("cat \ufffd\ufffd.jpg", "/images/cat%20%F0%9F%90%88.jpg", "cat \U0001f408.jpg"),
        (None, "/images/a/b.jpg", "a/b.jpg"),
        ("a#b.jpg", "/images/a#b.jpg", "a#b.jpg"),
        ("a#b.jpg", "/images/a%23b.jpg", "a#b.jpg"),
        ("100%25.jpg", "/images/100%25.jpg", "100%25.jpg"),  # that is its name, and the URL is not encoded
        ("100%25.jpg", "/images/100%2525.jpg", "100%25.jpg"),
        ("a.jpg", None, "a.jpg"),
        ("a.jpg", "http://127.0.0.1:10000/devstoreaccount1/images/a.jpg", "a.jpg"),  # as emulators have it
        ("wrong.jpg", "/images/right.jpg", "right.jpg"),
        ("a.jpg", "/images/a.jpg?snapshot=2026-11-28T00:00:00Z", "a.jpg"),
        (None, "/images/a.jpg?sv=1&sig=SECRET", "a.jpg"),
        ("what?.jpg", "/images/what?.jpg", "what?.jpg"),
        ("a b.jpg", "/images/a+b.jpg", "a b.jpg"),
        ("a+b.jpg", "/images/a+b.jpg", "a+b.jpg"),
        ("cat \ufffd\ufffd#1.jpg", "/images/cat%20%F0%9F%90%88#1.jpg", "cat \U0001f408#1.jpg"),
        ("2024\\1.jpg", "/images/2024\\1.jpg", "2024/1.jpg"),
    ],
)
def test_the_url_is_believed_before_the_subject(subject: str | None, url: str | None, path: str) -> None:
    data = {"url": url if url.startswith("http") else HOST + url} if url else {}
    for kind, deleted in (("BlobCreated", False), ("BlobDeleted", True)):
        expected = BlobEvent("images", path, None, None, deleted=deleted)
        assert parse_body(event(kind, "images", subject, **data), "images") == expected


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


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
NAMES = ("subject", "eventType", "type", "container", "path", "etag")
NAMED = st.fixed_dictionaries(
    {"data": JSON | st.fixed_dictionaries({}, optional={"eTag": JSON, "contentType": JSON, "url": JSON})},
    optional=dict.fromkeys(NAMES, JSON),
)


def _decodes_or_is_refused(body: bytes) -> None:
    """A message is understood, or is a permanent error: nothing else keeps it from the dead-letter queue."""
    refused = None
    message = None
    try:
        message = parse_body(body, "images")
    except PermanentError as error:
        refused = error
    assert refused is None or (refused.code == "bad_message" and str(refused).encode())
    if isinstance(message, IgnoredEvent):
        assert message.kind.encode() is not None
    elif isinstance(message, MessageList):
        for part in message.bodies:
            _decodes_or_is_refused(part.encode())
    elif message is not None:
        assert (message.container + message.path + (message.etag or "")).encode()


@settings(max_examples=500)
@given(JSON | NAMED | st.lists(NAMED, max_size=3), st.booleans())
def test_whatever_is_json_is_understood_or_refused(content: object, ascii_only: bool) -> None:  # noqa: FBT001
    _decodes_or_is_refused(json.dumps(content, ensure_ascii=ascii_only).encode(errors="surrogatepass"))


@settings(max_examples=500)
@given(
    NAMED.map(lambda each: EVENT_GRID | each) | NAMED.map(lambda each: BLOB_DELETED | {"data": each}),
)
def test_an_event_with_any_field_of_another_type_is_understood_or_refused(event: dict[str, object]) -> None:
    _decodes_or_is_refused(json.dumps(event).encode())


@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode(errors="surrogatepass")))
def test_whatever_is_no_json_is_understood_or_refused(body: bytes) -> None:
    _decodes_or_is_refused(body)
