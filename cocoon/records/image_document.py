"""Define the document of an image, in the collection ``images``.

It is a typed dict: the driver replaces it whole, and searches select and return its fields by name.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypedDict, cast

from cocoon.records.failure_codes import BLOB_ARCHIVED, CODES_WITHOUT_BLOB
from cocoon.records.label import BroaderRecord, LabelRecord
from cocoon.records.message import digest
from cocoon.records.model_name import ModelName

LABELLED: Literal["labelled"] = "labelled"
FAILED: Literal["failed"] = "failed"
Status = Literal["labelled", "failed"]


ATTEMPT = "classified_at", "worker", "etag"  # the fields that tell one writing of a document from another
_ARRAYS = "labels", "broader", "label_names", "path_words", "search_keys", "former_postings"


class FailureRecord(TypedDict):
    """Why an image could not be labelled."""

    code: str
    message: str


class ImageDocument(TypedDict):
    """All fields of a document; ``modified`` and ``classified_at`` are in UTC, ``bytes`` is the blob's size.

    ``label_names`` (normalised, those of ``labels`` and of ``broader``), ``path_words`` and ``search_keys`` are for the
    indexes, ``ranks`` for the postings. ``former_postings`` are ids of the document before this one, which remain to be
    removed. ``model`` is the first of ``models``, and all that versions until 1.0 had.
    """

    _id: str
    container: str
    path: str
    etag: str | None
    modified: datetime | None
    bytes: int | None
    path_words: list[str]
    search_keys: list[str]
    model: dict[str, str]
    models: list[dict[str, str]]
    status: Status
    labels: list[LabelRecord]
    broader: list[BroaderRecord]
    label_names: list[str]
    ranks: dict[str, str]
    former_postings: list[str]
    width: int | None
    height: int | None
    milliseconds: float | None
    thumbnail: str | None
    error: FailureRecord | None
    classified_at: datetime
    worker: str


def document_id(container: str, path: str) -> str:
    """Return the ``_id``, which is the shard key too: the same for every version of a blob."""
    return digest(container, path)


def thumbnail_name(image_id: str, etag: str | None) -> str:
    """Return the name of the blob that holds the thumbnail of a version of an image."""
    return f"{image_id}/{digest(etag or '')}.jpg"


def decode(record: Mapping[str, Any]) -> ImageDocument:
    """Return a whole document with all its fields; those that an earlier version did not write are empty."""
    empty: dict[str, Any] = {name: [] for name in _ARRAYS}
    empty |= {"ranks": {}, "models": [record["model"]] if record.get("model") else []}
    return cast("ImageDocument", {name: record.get(name, empty.get(name)) for name in ImageDocument.__annotations__})


def unchanged(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the filter that finds a document only as it was read: written by the same attempt."""
    return {name: document.get(name) for name in ("_id", *ATTEMPT)}


def failure_code(document: Mapping[str, Any]) -> str | None:
    """Return the code of a document's failure; None if it has labels."""
    return (document.get("error") or {}).get("code")


def stands_for_blob(document: Mapping[str, Any]) -> bool:
    """Return whether the document is about a blob of the container, not about a message that named none."""
    return failure_code(document) not in CODES_WITHOUT_BLOB


def is_done(document: ImageDocument, etag: str | None, models: Sequence[ModelName]) -> bool:
    """Return whether a version needs no more work by these models; an archived blob may have been rehydrated since."""
    done_by = {(each["name"], each["version"]) for each in document["models"]}
    is_same = (
        etag is not None and etag == document["etag"] and done_by == {(each.name, each.version) for each in models}
    )
    return is_same and failure_code(document) != BLOB_ARCHIVED
