"""The document that is kept of each image, in the collection ``images``."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cocoon.errors import PermanentError
from cocoon.labels import Label, normalise, rank, score_key
from cocoon.messages import ImageMessage, digest

LABELLED, FAILED = "labelled", "failed"
BLOB_ARCHIVED = "blob_archived"  # the code of what has failed until it is rehydrated
# Codes of failures whose document stands for no blob of the container: a listing does not miss it, and nothing is
# sent back for it.
CODES_WITHOUT_BLOB = ("bad_message", "wrong_container")

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ModelName:
    """Which model gave the labels."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class BlobVersion:
    """The version of a blob that was read; ``modified`` (UTC) orders versions, as ETags do not."""

    etag: str | None
    modified: datetime | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who looked at an image, when (UTC), and with which model."""

    model: ModelName
    worker: str
    at: datetime


def encode_model(model: ModelName) -> dict[str, str]:
    """Return a model's name as it stands in a document."""
    return asdict(model)


def document_id(container: str, path: str) -> str:
    """Return the ``_id``, which is the shard key too: the same for every version of a blob."""
    return digest(container, path)


def thumbnail_name(_id: str, etag: str | None) -> str:
    """Return the name of the blob that holds the thumbnail of a version of an image."""
    return f"{_id}/{digest(etag or '')}.jpg"


def labelled(
    message: ImageMessage,
    version: BlobVersion,
    attempt: Attempt,
    labels: Sequence[Label],
    size: tuple[int, int],
    *,
    seconds: float | None = None,
) -> Document:
    """Return the document of an image with its labels, best first.

    :param size: width and height in pixels.
    :param seconds: how long decoding and inference took.
    """
    width, height = size
    document = _document(message, version, attempt, LABELLED)
    return document | {
        "labels": [label.encode() for label in labels],
        "label_names": sorted({normalise(label.name) for label in labels}),
        "ranks": {score_key(label.name): rank(label.score, document["_id"]) for label in reversed(labels)},
        "width": width,
        "height": height,
        "milliseconds": None if seconds is None else round(seconds * 1000, 1),
    }


def failed(message: ImageMessage, version: BlobVersion, attempt: Attempt, error: PermanentError) -> Document:
    """Return the document of an image that cannot be labelled, with the reason."""
    return _document(message, version, attempt, FAILED) | {"error": {"code": error.code, "message": str(error)}}


def _document(message: ImageMessage, version: BlobVersion, attempt: Attempt, status: str) -> Document:
    """Return all fields, so that a replaced document keeps nothing of the one before."""
    return {
        "_id": document_id(message.container, message.path),
        "container": message.container,
        "path": message.path,
        "etag": version.etag,
        "modified": version.modified,
        "bytes": version.size,
        "model": encode_model(attempt.model),
        "status": status,
        "labels": [],
        "label_names": [],
        "ranks": {},
        "width": None,
        "height": None,
        "milliseconds": None,
        "thumbnail": None,
        "error": None,
        "classified_at": attempt.at,
        "worker": attempt.worker,
    }
