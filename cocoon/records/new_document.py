"""Make the document of an image (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cocoon.errors import PermanentError
from cocoon.labels.names import normalise
from cocoon.labels.path_words import words_of_path
from cocoon.records.image_document import FAILED, LABELLED, FailureRecord, ImageDocument, Status, decode, document_id
from cocoon.records.label import BroaderLabel, Label
from cocoon.records.message import ImageMessage, digest
from cocoon.records.model_name import ModelName
from cocoon.records.rank import rank, score_key
from cocoon.records.search_keys import search_keys


@dataclass(frozen=True, slots=True)
class BlobVersion:
    """The version of a blob that was read; ``modified`` (UTC) orders versions, as ETags do not."""

    etag: str | None
    modified: datetime | None
    size: int | None


UNKNOWN_VERSION = BlobVersion(etag=None, modified=None, size=None)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The classification of an image: its worker, its time (UTC) and its models, at least one."""

    models: tuple[ModelName, ...]
    worker: str
    at: datetime


def labelled(
    message: ImageMessage,
    version: BlobVersion,
    attempt: Attempt,
    labels: Sequence[Label],
    size: tuple[int, int],
    *,
    broader: Sequence[BroaderLabel] = (),
    seconds: float | None = None,
) -> ImageDocument:
    """Return the document of an image with its labels and those above them, best first.

    :param size: width and height in pixels.
    :param seconds: the time that decoding and inference took.
    """
    document = _document(message.container, message.path, version, attempt, LABELLED)
    several = len(attempt.models) > 1
    document["labels"] = [label.encode(with_model=several) for label in labels]
    document["broader"] = [label.encode() for label in broader]
    scores = [(label.score, label.name) for label in labels] + [(label.score, label.name) for label in broader]
    scores.sort()  # the best of each name comes last
    document["label_names"] = sorted({normalise(name) for _, name in scores})
    document["ranks"] = {score_key(name): rank(score, document["_id"]) for score, name in scores}
    document["width"], document["height"] = size
    document["milliseconds"] = None if seconds is None else round(seconds * 1000, 1)
    return document


def failed(message: ImageMessage, version: BlobVersion, attempt: Attempt, error: PermanentError) -> ImageDocument:
    """Return the document of an image that cannot be labelled, with the reason."""
    return _failed(message.container, message.path, version, attempt, error)


def unreadable_message(container: str, body: bytes, attempt: Attempt, error: PermanentError) -> ImageDocument:
    """Return the document that records a message that names no image of the container."""
    return _failed(container, f"bad-message/{digest(repr(body))}", UNKNOWN_VERSION, attempt, error)


def _failed(container: str, path: str, version: BlobVersion, attempt: Attempt, error: PermanentError) -> ImageDocument:
    document = _document(container, path, version, attempt, FAILED)
    document["error"] = FailureRecord(code=error.code, message=str(error))
    document["search_keys"] = search_keys(document)
    return document


def _document(container: str, path: str, version: BlobVersion, attempt: Attempt, status: Status) -> ImageDocument:
    """Return a document with every field, so that one that replaces another keeps nothing of it."""
    document = decode(
        {
            "_id": document_id(container, path),
            "container": container,
            "path": path,
            "etag": version.etag,
            "modified": version.modified,
            "bytes": version.size,
            "path_words": words_of_path(path),
            "model": attempt.models[0].encode(),
            "models": [model.encode() for model in attempt.models],
            "status": status,
            "classified_at": attempt.at,
            "worker": attempt.worker,
        }
    )
    document["search_keys"] = search_keys(document)
    return document
