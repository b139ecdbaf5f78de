"""Documents as earlier versions wrote them."""

from typing import Any

from cocoon.records.image_document import ImageDocument

SINCE_1_0 = ("broader", "models", "path_words")
SINCE_POSTINGS = ("search_keys", "former_postings")


def as_of_1_0(document: ImageDocument) -> dict[str, Any]:
    """Return a document as 0.1 and 1.0.0 would have written it."""
    return {name: value for name, value in document.items() if name not in (*SINCE_1_0, *SINCE_POSTINGS)}


def before_postings(document: ImageDocument) -> dict[str, Any]:
    """Return a document as the main branch wrote it between 1.0.0 and the first postings."""
    return {name: value for name, value in document.items() if name not in SINCE_POSTINGS}
