"""Which blobs of a page are worth a look, and which become messages (pure)."""

from collections.abc import Container, Iterable
from datetime import datetime

from cocoon.messages import ImageMessage
from cocoon.selection import Selection
from enqueue_blobs.known import Version
from enqueue_blobs.listing import ListedBlob


def candidates(blobs: Iterable[ListedBlob], selection: Selection, since: datetime | None) -> list[ListedBlob]:
    """Return the images that were modified at or after ``since``, or all."""
    return [
        blob
        for blob in blobs
        if (since is None or blob.modified >= since) and selection.accepts(blob.path, blob.content_type)
    ]


def unknown(blobs: Iterable[ListedBlob], known: Container[Version]) -> list[ListedBlob]:
    """Return the blobs whose version is not known."""
    return [blob for blob in blobs if (blob.path, blob.etag) not in known]


def message_of(container: str, blob: ListedBlob, *, force: bool) -> ImageMessage:
    """Return the message; a forced one has no etag, so that its work is never taken for done."""
    return ImageMessage(container, blob.path, None if force else blob.etag)
