"""Events of Blob Storage in the Event Grid and the CloudEvents schema (pure).

https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
"""

from dataclasses import dataclass
from typing import Any

BLOB_CREATED, BLOB_DELETED = "Microsoft.Storage.BlobCreated", "Microsoft.Storage.BlobDeleted"
_SUBJECT_PREFIX, _SUBJECT_SEPARATOR = "/blobServices/default/containers/", "/blobs/"


@dataclass(frozen=True, slots=True)
class BlobEvent:
    """What happened to which blob; the ETag is as it came."""

    container: str
    path: str
    etag: str | None
    content_type: str | None
    deleted: bool


def is_event(content: dict[str, Any]) -> bool:
    """Tell whether a message's body is an event rather than our own format."""
    return "subject" in content


def read_event(event: dict[str, Any]) -> BlobEvent:
    """Read an event.

    :raises ValueError: if it is of another type, or its subject names no blob.
    :raises KeyError: if a field is missing.
    """
    kind = event["eventType"] if "eventType" in event else event["type"]
    if kind not in (BLOB_CREATED, BLOB_DELETED):
        raise ValueError(f"event type {kind!r}")
    subject = event["subject"].removeprefix(_SUBJECT_PREFIX)
    container, separator, path = subject.partition(_SUBJECT_SEPARATOR)
    if subject == event["subject"] or not (container and separator and path):
        raise ValueError(f"subject {event['subject']!r}")
    data = event["data"]
    return BlobEvent(container, path, data.get("eTag"), data.get("contentType"), deleted=kind == BLOB_DELETED)
