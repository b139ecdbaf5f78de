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
    :raises TypeError: if a field is not of its type.
    :raises KeyError: if a field is missing.
    """
    kind = event["eventType"] if "eventType" in event else event["type"]
    if kind not in (BLOB_CREATED, BLOB_DELETED):
        raise ValueError(f"event type {kind!r}")
    data = event["data"]
    if not isinstance(data, dict):
        problem = "data must be an object"
        raise TypeError(problem)
    container, path = _blob_of(event["subject"])
    etag, content_type = _optional_text(data, "eTag"), _optional_text(data, "contentType")
    return BlobEvent(container, path, etag, content_type, deleted=kind == BLOB_DELETED)


def _blob_of(subject: object) -> tuple[str, str]:
    if not isinstance(subject, str):
        problem = "subject must be a string"
        raise TypeError(problem)
    named = subject.removeprefix(_SUBJECT_PREFIX)
    container, separator, path = named.partition(_SUBJECT_SEPARATOR)
    if named == subject or not (container and separator and path):
        raise ValueError(f"subject {subject!r}")
    return container, path


def _optional_text(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        problem = f"data.{name} must be a string"
        raise TypeError(problem)
    return value
