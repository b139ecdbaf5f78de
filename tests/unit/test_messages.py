import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.errors import PermanentError
from cocoon.events import BlobEvent
from cocoon.messages import ImageMessage, decode

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
    assert decode(message.encode().encode(), "other") == message


def test_the_message_id_tells_versions_apart() -> None:
    one, same = ImageMessage("c", "a/b.jpg", "1"), ImageMessage("c", "a/b.jpg", "1")
    assert one.message_id == same.message_id
    others = [ImageMessage("c", "a/b.jpg", "2"), ImageMessage("c", "a/c.jpg", "1"), ImageMessage("d", "a/b.jpg", "1")]
    assert len({each.message_id for each in (one, *others)}) == 4
    assert len(one.message_id) <= 128  # the service's limit


def test_a_bare_path_is_a_message() -> None:
    assert decode(b"000000000042.jpg", "images") == ImageMessage("images", "000000000042.jpg")
    assert decode("päth with späces/ü.jpg\n".encode(), "images") == ImageMessage("images", "päth with späces/ü.jpg")


@pytest.mark.parametrize("event", [EVENT_GRID, CLOUD_EVENT, [EVENT_GRID], [CLOUD_EVENT]])
def test_blob_created_events_are_understood(event: object) -> None:
    expected = BlobEvent("test-container", "new-file.txt", '"0x8D4BCC2E4835CD0"', "text/plain", deleted=False)
    assert decode(json.dumps(event).encode(), "images") == expected


def test_blob_deleted_events_are_understood() -> None:
    expected = BlobEvent("testcontainer", "file-to-delete.txt", None, "text/plain", deleted=True)
    assert decode(json.dumps(BLOB_DELETED).encode(), "images") == expected


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "it is empty"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"{not json", "does not name a blob (Expecting property name"),
        (b"[]", "neither an object nor a list of one"),
        (b"[1]", "neither an object nor a list of one"),
        (json.dumps([EVENT_GRID, EVENT_GRID]).encode(), "neither an object nor a list of one"),
        (b'{"path": "a.jpg"}', "container"),
        (b"../other/secret.png", "has a segment '.' or '..'"),
        (b'{"container": "images", "path": "x/../../other/a.png"}', "has a segment '.' or '..'"),
        (b"a/./b.jpg", "has a segment '.' or '..'"),
        (b"x" * 1025, "has more than 1024 characters"),
        (b'{"container": "images", "path": "a\\u0000.jpg"}', "has a NUL character"),
        (b'{"container": "images", "path": "\\ud800"}', "has half of a surrogate pair"),
        (b'{"container": "\\ud800", "path": "a.jpg"}', "has half of a surrogate pair"),
        (b"[" * 50_000, "does not name a blob"),
        (b'{"container": "images", "path": 5}', "must be non-empty strings"),
        (b'{"container": "images", "path": ""}', "must be non-empty strings"),
        (b'{"container": "images", "path": "a", "etag": 5}', "etag must be a string"),
        (json.dumps(EVENT_GRID | {"eventType": "Microsoft.Storage.BlobTierChanged"}).encode(), "BlobTierChanged"),
        (json.dumps(EVENT_GRID | {"subject": "/elsewhere"}).encode(), "/elsewhere"),
        (json.dumps(EVENT_GRID | {"data": None}).encode(), "does not name a blob"),
    ],
)
def test_anything_else_is_a_bad_message(body: bytes, problem: str) -> None:
    with pytest.raises(PermanentError, match="Expected a JSON object with container, path and etag") as caught:
        decode(body, "images")
    assert caught.value.code == "bad_message"
    assert problem in str(caught.value)
