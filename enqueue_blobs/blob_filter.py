"""Decide which blobs of a page become messages, and why others do not (pure)."""

from collections.abc import Container, Iterable
from datetime import datetime

from cocoon.records.message import ImageMessage
from cocoon.selection.selection import Reason, Selection
from enqueue_blobs.blob_pages import ListedBlob, Version


def left_out(blobs: Iterable[ListedBlob], selection: Selection) -> dict[str, Reason]:
    """Return the reason, by path, for each blob that is left out; images to label have none."""
    reasons = (
        (blob.path, selection.left_out(blob.path, blob.content_type, size=blob.size, is_archived=blob.is_archived))
        for blob in blobs
    )
    return {path: reason for path, reason in reasons if reason is not None}


def candidates(blobs: Iterable[ListedBlob], left_out: Container[str], since: datetime | None) -> list[ListedBlob]:
    """Return the images that were modified at or after ``since``; all images if it is None."""
    return [blob for blob in blobs if (since is None or blob.modified >= since) and blob.path not in left_out]


def without(blobs: Iterable[ListedBlob], known: Container[Version]) -> list[ListedBlob]:
    """Return the blobs whose version is not among the known ones."""
    return [blob for blob in blobs if blob.version not in known]


def message_of(container: str, blob: ListedBlob, *, force: bool) -> ImageMessage:
    """Return the message of a blob; a forced one has no etag, so that the worker does not skip it as done."""
    return ImageMessage(container, blob.path, None if force else blob.etag)
