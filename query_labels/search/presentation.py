"""Turn documents into public images (pure)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from cocoon.labels.names import normalise
from cocoon.records.image_document import FailureRecord, ImageDocument, Status
from cocoon.records.label import BroaderRecord, LabelRecord
from query_labels.image_address import address_of
from query_labels.thesaurus.thesaurus import Thesaurus


class ModelVersion(TypedDict):
    """The model that classified an image."""

    name: str
    version: str


class PublicLabel(LabelRecord):
    """A label of an image and the labels directly above it; only a detector's labels have ``boxes``."""

    parents: list[str]


class PublicBroaderLabel(BroaderRecord):
    """A broader label of an image and the labels directly above it."""

    parents: list[str]


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
    models: list[ModelVersion]
    status: Status
    labels: list[PublicLabel]
    broader: list[PublicBroaderLabel]
    width: int | None
    height: int | None
    milliseconds: float | None
    error: FailureRecord | None
    classified_at: datetime
    worker: str
    links: ImageLinks


# What present() needs besides the _id: a third less than a document has.
FIELDS = (*(name for name in PublicImage.__annotations__ if name != "links"), "thumbnail")


def present(document: ImageDocument, thesaurus: Thesaurus) -> PublicImage:
    """Return a document without internals, with its links and the relations of its labels."""
    return PublicImage(
        container=document["container"],
        path=document["path"],
        etag=document["etag"],
        bytes=document["bytes"],
        model=_model(document["model"]),
        models=[_model(each) for each in document["models"]],
        status=document["status"],
        labels=[_label(each, document["model"]["name"], thesaurus) for each in document["labels"]],
        broader=[PublicBroaderLabel(**each, parents=_parents(each["name"], thesaurus)) for each in document["broader"]],
        width=document["width"],
        height=document["height"],
        milliseconds=document["milliseconds"],
        error=document["error"],
        classified_at=document["classified_at"],
        worker=document["worker"],
        links=links_of(document),
    )


def links_of(document: Mapping[str, Any]) -> ImageLinks:
    """Return the addresses of a document's image."""
    image_id, path, version = document["_id"], document["path"], document["etag"] or ""
    has_thumbnail = bool(document["thumbnail"])
    return ImageLinks(
        self=address_of("/api/images", image_id, path),
        image=address_of("/api/originals", image_id, path, version),
        thumbnail=address_of("/api/thumbnails", image_id, path, version) if has_thumbnail else None,
    )


def _model(record: Mapping[str, str]) -> ModelVersion:
    return ModelVersion(name=record["name"], version=record["version"])


def _label(record: LabelRecord, only_model: str, thesaurus: Thesaurus) -> PublicLabel:
    """Return a label; if there was one model only, the document's labels do not name it."""
    label = PublicLabel(**record, parents=_parents(record["name"], thesaurus))
    label.setdefault("model", only_model)
    return label


def _parents(name: str, thesaurus: Thesaurus) -> list[str]:
    return thesaurus.parents(normalise(name))
