"""Read Blob Storage events in the Event Grid or the CloudEvents schema (pure).

https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage; real events have further fields, see the
captures in Azure/azure-rest-api-specs, specification/eventgrid/Azure.Messaging.EventGrid.SystemEvents.
"""

from dataclasses import dataclass
from typing import Any

from cocoon.records.event_subject import blob_of, blob_of_url

BLOB_CREATED, BLOB_DELETED = "Microsoft.Storage.BlobCreated", "Microsoft.Storage.BlobDeleted"
BLOB_RENAMED, TIER_CHANGED = "Microsoft.Storage.BlobRenamed", "Microsoft.Storage.BlobTierChanged"
_ARCHIVE = "Archive"
LONGEST_TYPE = 100  # characters


@dataclass(frozen=True, slots=True)
class BlobEvent:
    """The blob that was created, deleted or renamed; the ETag is as it came, perhaps quoted.

    :ivar renamed_from: the container and the path that the blob had before, if it was renamed.
    """

    container: str
    path: str
    etag: str | None
    content_type: str | None
    deleted: bool
    renamed_from: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class IgnoredEvent:
    """An event that does not concern labels: of directories, tiers, policies, or an unknown type."""

    kind: str


def is_event(content: dict[str, Any]) -> bool:
    """Return whether a message's body is an event rather than our own format."""
    return "subject" in content or ("data" in content and ("eventType" in content or "type" in content))


def read_event(event: dict[str, Any]) -> BlobEvent | IgnoredEvent:
    """Read an event.

    :raises ValueError: if it names no blob.
    :raises TypeError: if a field is not of its type.
    :raises KeyError: if a field is missing.
    """
    kind = event["eventType"] if "eventType" in event else event["type"]
    if not isinstance(kind, str):
        problem = "its type must be a string"
        raise TypeError(problem)
    if kind not in (BLOB_CREATED, BLOB_DELETED, BLOB_RENAMED, TIER_CHANGED):
        return IgnoredEvent(kind[:LONGEST_TYPE].encode(errors="replace").decode())
    data = event["data"]
    if not isinstance(data, dict):
        problem = "data must be an object"
        raise TypeError(problem)
    if kind == TIER_CHANGED and not _is_rehydrated(data):
        return IgnoredEvent(kind)
    subject, url = event.get("subject"), data.get("destinationUrl" if kind == BLOB_RENAMED else "url")
    container, path = blob_of(subject, _optional_text("url", url))
    etag, content_type = (_optional_text(name, data.get(name)) for name in ("eTag", "contentType"))
    source = _optional_text("sourceUrl", data.get("sourceUrl")) if kind == BLOB_RENAMED else None
    renamed_from = blob_of_url(source, container) if source else None
    return BlobEvent(container, path, etag, content_type, kind == BLOB_DELETED, renamed_from)


def _is_rehydrated(data: dict[str, Any]) -> bool:
    """Return whether the blob came back from the archive tier, which raises no other event."""
    return data.get("previousTier") == _ARCHIVE and data.get("accessTier") != _ARCHIVE


def _optional_text(name: str, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        problem = f"data.{name} must be a string"
        raise TypeError(problem)
    return value
