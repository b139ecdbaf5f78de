"""Estimate how many images meet a condition, from the counts of labels (pure)."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from math import prod
from typing import NamedTuple

from cocoon.records.counts import Counts
from query_labels.search.conditions import Condition

FEW_IMAGES = 1500  # of a label: its list may be read whole
FEW = 0.05  # the share of images that is assumed for a folder, a word or an error


class Length(IntEnum):
    """How long lists are: short if they are known to be, the others by what they are of."""

    SHORT = 0
    UNKNOWN = 1
    LONG = 2
    LONGEST = 3


class Size(NamedTuple):
    """How long a condition's lists are, and the number of their images if it is counted, else 0."""

    length: Length
    images: int = 0


_LENGTHS = {"folder": Length.UNKNOWN, "error": Length.UNKNOWN, "model": Length.LONGEST}


def size_of(condition: Condition, counts: Counts) -> Size:
    """Return how long a condition's lists are likely to be: a label's images are counted, others are guessed."""
    fields = {field for field, _ in condition.lists}
    if fields == {"label_names"}:
        images = _images(condition.lists, counts)
        if not images:  # counts lag behind the documents, and may be empty
            return Size(Length.UNKNOWN)
        return Size(Length.SHORT if images <= FEW_IMAGES else Length.LONG, images)
    if fields == {"search_keys"}:
        return Size(_LENGTHS[condition.lists[0][1].partition(" ")[0]])
    return Size(Length.UNKNOWN if "path_words" in fields else Length.LONGEST)


def is_short(condition: Condition, counts: Counts) -> bool:
    """Return whether a condition's lists are known to be short enough to be read whole."""
    return size_of(condition, counts).length is Length.SHORT


def known_share_of(conditions: Iterable[Condition], counts: Counts) -> float | None:
    """Return the share of all images that is likely to meet all conditions; None if counts do not tell."""
    shares = [_counted_share(each, counts) if each.is_exact else None for each in conditions]
    return None if None in shares else prod(share for share in shares if share is not None)


def share_of(condition: Condition, counts: Counts) -> float:
    """Return the share of all images that may meet a condition; a guess if counts do not tell."""
    share = _counted_share(condition, counts)
    if share is None:
        return FEW if size_of(condition, counts).length is Length.UNKNOWN else 1.0
    return share


def _counted_share(condition: Condition, counts: Counts) -> float | None:
    """Return the share of the images that have, or lack, some labels; None of any other condition."""
    if condition.excluded:
        return max(0.0, 1 - _images(condition.excluded, counts) / max(counts.images, 1))
    if not (images := size_of(condition, counts).images):
        return None
    return images / max(counts.images, images)


def _images(labels: Sequence[tuple[str, str]], counts: Counts) -> int:
    return sum(counts.labels.get(name, 0) for _, name in labels)
