"""Define a posting: the place of an image in a label's list, best first, in the collection ``postings`` (pure).

Its ``_id`` names the image, the score and the label. So the postings of a document follow from the document, and it
can be checked whether one is missing or left over.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cocoon.records.rank import rank_score

ID_LENGTH = 32  # characters of an image's id


def posting_ids(document: Mapping[str, Any]) -> set[str]:
    """Return the ids of a document's postings, one for each label and broader label; none if it has no labels."""
    return {_id(document["_id"], key, rank) for key, rank in document["ranks"].items()}


def postings_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the postings of a document as the database keeps them.

    ``label`` is the label's key (:func:`cocoon.records.rank.score_key`), ``rank`` orders the images of a label.
    """
    return [
        {"_id": _id(document["_id"], key, rank), "container": document["container"], "label": key, "rank": rank}
        for key, rank in document["ranks"].items()
    ]


def image_of(posting: Mapping[str, Any]) -> str:
    """Return the id of the image that a posting is about."""
    return str(posting["_id"])[:ID_LENGTH]


def is_of(posting: Mapping[str, Any], document: Mapping[str, Any]) -> bool:
    """Return whether a document has the label with just this rank; otherwise the posting is left over."""
    return bool(document["ranks"].get(posting["label"]) == posting["rank"])


def left_over(former: Iterable[str], document: Mapping[str, Any]) -> list[str]:
    """Return the ids, of postings that there were, that are not a document's."""
    return sorted(set(former) - posting_ids(document))


def _id(image_id: str, key: str, rank: str) -> str:
    return f"{image_id}/{rank_score(rank)}/{key}"
