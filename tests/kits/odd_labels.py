"""Labels whose names mean something to a database, and documents with them."""

from collections.abc import Sequence
from datetime import timedelta

from cocoon.records.image_document import ImageDocument
from cocoon.records.label import Label
from tests.kits.documents import AT, labelled_document

ODD_NAMES = [
    "cat",
    "st. bernard",
    "a.b.c",
    "$where",
    "u$d",
    "7",
    "0",
    "猫",
    "crème brûlée",
    "images",
    "x" * 200,
    "a\tb/c",
]


def with_names(container: str, path: str, names: Sequence[str], *, at: int = 0) -> ImageDocument:
    """Return the document of an image with these labels, made ``at`` seconds after the first."""
    labels = [Label(name, 0.9 - number / 100) for number, name in enumerate(names)]
    return labelled_document(container, path, *labels, at=AT + timedelta(seconds=at))
