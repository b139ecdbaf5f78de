"""Turn documents into public images (pure)."""

from datetime import datetime
from typing import TypedDict

from cocoon.records.image_document import FailureRecord, ImageDocument, Status
from cocoon.records.label import LabelRecord
from query_labels.image_address import address_of


class ModelVersion(TypedDict):
    """The model that classified an image."""

    name: str
    version: str


class ImageLinks(TypedDict):
    """Addresses of an image; those of the pictures name its version, so their content never changes."""

    self: str
    image: str
    thumbnail: str | None


class PublicImage(TypedDict):
    """An image: its labels, or why it has none."""

    container: str
    path: str
    etag: str | None
    bytes: int | None
    model: ModelVersion
    status: Status
    labels: list[LabelRecord]
    width: int | None
    height: int | None
    milliseconds: float | None
    error: FailureRecord | None
    classified_at: datetime
    worker: str
    links: ImageLinks


def present(document: ImageDocument) -> PublicImage:
    """Return a document without internals, with its links."""
    image_id, path, version = document["_id"], document["path"], document["etag"] or ""
    has_thumbnail = bool(document["thumbnail"])
    return PublicImage(
        container=document["container"],
        path=path,
        etag=document["etag"],
        bytes=document["bytes"],
        model=ModelVersion(name=document["model"]["name"], version=document["model"]["version"]),
        status=document["status"],
        labels=document["labels"],
        width=document["width"],
        height=document["height"],
        milliseconds=document["milliseconds"],
        error=document["error"],
        classified_at=document["classified_at"],
        worker=document["worker"],
        links=ImageLinks(
            self=address_of("/api/images", image_id, path),
            image=address_of("/api/originals", image_id, path, version),
            thumbnail=address_of("/api/thumbnails", image_id, path, version) if has_thumbnail else None,
        ),
    )
