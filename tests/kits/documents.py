"""Documents for tests."""

from datetime import UTC, datetime
from typing import Any

from cocoon.records.image_document import ImageDocument, decode, document_id


def image_document(container: str, path: str, **fields: Any) -> ImageDocument:
    """A whole document of an image, labelled without labels unless the fields say otherwise."""
    usual = {
        "_id": document_id(container, path),
        "container": container,
        "path": path,
        "etag": "1",
        "model": {"name": "net", "version": "1"},
        "status": "labelled",
        "classified_at": datetime.now(UTC),
        "worker": "test",
    }
    return decode(usual | fields)


def changed(document: ImageDocument, **fields: Any) -> ImageDocument:
    """A document with some fields changed."""
    return decode({**document, **fields})
