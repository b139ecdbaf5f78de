"""Choose the pictures that stand for labels or folders (pure)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from query_labels.search.presentation import ImageLinks, links_of

CANDIDATES = 4  # pictures of each label or folder, of which one is chosen
FIELDS = ("path", "etag", "thumbnail", "width", "height")  # of a document


class Cover(TypedDict):
    """An image that stands for a label or a folder; it has a thumbnail."""

    path: str
    width: int | None
    height: int | None
    links: ImageLinks


def covers_of(candidates: Sequence[Sequence[Mapping[str, Any]]]) -> list[Cover | None]:
    """Return a cover for each label or folder: its first image with a thumbnail that stands for no other yet.

    If all of them do, it is the first one again; None if no image has a thumbnail.

    :param candidates: the documents of each, the best first.
    """
    used: set[str] = set()
    covers: list[Cover | None] = []
    for documents in candidates:
        shown = [each for each in documents if each["thumbnail"]]
        best = next((each for each in shown if each["_id"] not in used), shown[0] if shown else None)
        if best is not None:
            used.add(best["_id"])
        covers.append(_cover(best) if best is not None else None)
    return covers


def _cover(document: Mapping[str, Any]) -> Cover:
    return Cover(path=document["path"], width=document["width"], height=document["height"], links=links_of(document))
