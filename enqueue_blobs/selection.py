"""Which blobs of a page are worth a look, which become messages, and why others do not (pure)."""

from collections.abc import Container, Iterable
from datetime import datetime

from cocoon.messages import ImageMessage
from cocoon.selection import Reason, Selection
from enqueue_blobs.known import Version
from enqueue_blobs.listing import ListedBlob


def left_out(blobs: Iterable[ListedBlob], selection: Selection) -> dict[str, Reason]:
    """Return why blobs are not to be labelled, by path; those that are to be are not among them."""
    reasons = (
        (blob.path, selection.left_out(blob.path, blob.content_type, size=blob.size, is_archived=blob.is_archived))
        for blob in blobs
    )
    return {path: reason for path, reason in reasons if reason is not None}


def candidates(blobs: Iterable[ListedBlob], left_out: Container[str], since: datetime | None) -> list[ListedBlob]:
    """Return the images that were modified at or after ``since``, or all."""
    return [blob for blob in blobs if (since is None or blob.modified >= since) and blob.path not in left_out]


def unknown(blobs: Iterable[ListedBlob], known: Container[Version]) -> list[ListedBlob]:
    """Return the blobs whose version is not known."""
    return [blob for blob in blobs if (blob.path, blob.etag) not in known]


def message_of(container: str, blob: ListedBlob, *, force: bool) -> ImageMessage:
    """Return the message; a forced one has no etag, so that its work is never taken for done."""
    return ImageMessage(container, blob.path, None if force else blob.etag)
