"""Decide which of two documents of an image is of the newer version of its blob (pure)."""

from enum import Enum

from cocoon.records.image_document import ImageDocument


class Order(Enum):
    """How a document is related to the one that the database has."""

    NEWER = "newer"
    OLDER = "older"
    UNCERTAIN = "uncertain"  # both were modified within the same second


def order_of(before: ImageDocument, document: ImageDocument) -> Order:
    """Return whether a document is of a newer version than the one before it.

    A document without a time of modification is about a blob that was gone or never read: the one that was made later
    is the newer one.
    """
    if document["modified"] is None:
        return Order.OLDER if before["classified_at"] > document["classified_at"] else Order.NEWER
    if before["modified"] is None or before["modified"] < document["modified"]:
        return Order.NEWER
    return Order.OLDER if before["modified"] > document["modified"] else Order.UNCERTAIN
