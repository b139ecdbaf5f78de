"""Events of Blob Storage, as Event Grid sends them."""

import json

import pytest

from cocoon.records.blob_event import BlobEvent, IgnoredEvent
from cocoon.records.message_body import parse_body
from tests.kits.messages import event
from tests.kits.sample_events import BLOB_DELETED, CLOUD_EVENT, EVENT_GRID

HOST = "https://account.blob.core.windows.net"


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
