"""Define the document of an image, in the collection ``images``.

It is a typed dict: the driver replaces it whole, and searches select and return its fields by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypedDict, cast

from cocoon.errors import PermanentError
from cocoon.labels.names import normalise
from cocoon.records.failure_codes import BLOB_ARCHIVED, CODES_WITHOUT_BLOB
from cocoon.records.label import Label, LabelRecord
from cocoon.records.message import ImageMessage, digest
from cocoon.records.model_name import ModelName
from cocoon.records.rank import rank, score_key

LABELLED: Literal["labelled"] = "labelled"
FAILED: Literal["failed"] = "failed"
Status = Literal["labelled", "failed"]


class FailureRecord(TypedDict):
    """Why an image could not be labelled."""

    code: str
    message: str


class ImageDocument(TypedDict):
    """All fields of a document; ``modified`` and ``classified_at`` are in UTC, ``bytes`` is the blob's size.

    ``label_names`` (normalised) and ``ranks`` are for the indexes.
    """

    _id: str
    container: str
    path: str
    etag: str | None
    modified: datetime | None
    bytes: int | None
    model: dict[str, str]
    status: Status
    labels: list[LabelRecord]
    label_names: list[str]
    ranks: dict[str, str]
    width: int | None
    height: int | None
    milliseconds: float | None
    thumbnail: str | None
    error: FailureRecord | None
    classified_at: datetime
    worker: str


@dataclass(frozen=True, slots=True)
class BlobVersion:
    """The version of a blob that was read; ``modified`` (UTC) orders versions, as ETags do not."""

    etag: str | None
    modified: datetime | None
    size: int | None


UNKNOWN_VERSION = BlobVersion(etag=None, modified=None, size=None)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The classification of an image: its worker, its time (UTC) and its model."""

    model: ModelName
    worker: str
    at: datetime


def document_id(container: str, path: str) -> str:
    """Return the ``_id``, which is the shard key too: the same for every version of a blob."""
    return digest(container, path)


def thumbnail_name(image_id: str, etag: str | None) -> str:
    """Return the name of the blob that holds the thumbnail of a version of an image."""
    return f"{image_id}/{digest(etag or '')}.jpg"


def labelled(
    message: ImageMessage,
    version: BlobVersion,
    attempt: Attempt,
    labels: Sequence[Label],
    size: tuple[int, int],
    *,
    seconds: float | None = None,
) -> ImageDocument:
    """Return the document of an image with its labels, best first.

    :param size: width and height in pixels.
    :param seconds: the time that decoding and inference took.
    """
    document = _document(message.container, message.path, version, attempt, LABELLED)
    document["labels"] = [label.encode() for label in labels]
    document["label_names"] = sorted({normalise(label.name) for label in labels})
    document["ranks"] = {score_key(label.name): rank(label.score, document["_id"]) for label in reversed(labels)}
    document["width"], document["height"] = size
    document["milliseconds"] = None if seconds is None else round(seconds * 1000, 1)
    return document


def failed(message: ImageMessage, version: BlobVersion, attempt: Attempt, error: PermanentError) -> ImageDocument:
    """Return the document of an image that cannot be labelled, with the reason."""
    return _failed(message.container, message.path, version, attempt, error)


def unreadable_message(container: str, body: bytes, attempt: Attempt, error: PermanentError) -> ImageDocument:
    """Return the document that records a message that names no image of the container."""
    return _failed(container, f"bad-message/{digest(repr(body))}", UNKNOWN_VERSION, attempt, error)


def decode(record: Mapping[str, Any]) -> ImageDocument:
    """Return a whole document with all its fields; those that an earlier version did not write are empty."""
    empty: dict[str, Any] = {"labels": [], "label_names": [], "ranks": {}}
    return cast("ImageDocument", {name: record.get(name, empty.get(name)) for name in ImageDocument.__annotations__})


def failure_code(document: Mapping[str, Any]) -> str | None:
    """Return the code of a document's failure; None if it has labels."""
    return (document.get("error") or {}).get("code")


def stands_for_blob(document: Mapping[str, Any]) -> bool:
    """Return whether the document is about a blob of the container, not about a message that named none."""
    return failure_code(document) not in CODES_WITHOUT_BLOB


def is_done(document: ImageDocument, etag: str | None, model: ModelName) -> bool:
    """Return whether a version needs no more work by a model; an archived blob may have been rehydrated since."""
    is_same = etag is not None and etag == document["etag"] and document["model"] == model.encode()
    return is_same and failure_code(document) != BLOB_ARCHIVED


def _failed(container: str, path: str, version: BlobVersion, attempt: Attempt, error: PermanentError) -> ImageDocument:
    document = _document(container, path, version, attempt, FAILED)
    document["error"] = FailureRecord(code=error.code, message=str(error))
    return document


def _document(container: str, path: str, version: BlobVersion, attempt: Attempt, status: Status) -> ImageDocument:
    """Return a document with every field, so that one that replaces another keeps nothing of it."""
    return decode(
        {
            "_id": document_id(container, path),
            "container": container,
            "path": path,
            "etag": version.etag,
            "modified": version.modified,
            "bytes": version.size,
            "model": attempt.model.encode(),
            "status": status,
            "classified_at": attempt.at,
            "worker": attempt.worker,
        }
    )
