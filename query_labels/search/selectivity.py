"""Estimate how many images meet a condition, from the totals (pure)."""

from collections.abc import Iterable
from enum import IntEnum
from math import prod
from typing import NamedTuple

from cocoon.records.counts import Counts
from query_labels.search.conditions import Condition

FEW_IMAGES = 1500  # of a condition: its list may be read whole
FEW = 0.05  # the share of images that is assumed for a folder, a word or what is not counted yet


class Length(IntEnum):
    """How long lists are: counted, or guessed by what they are of."""

    SHORT = 0
    UNKNOWN = 1
    LONG = 2
    LONGEST = 3


class Size(NamedTuple):
    """How long a condition's lists are, and the number of their images; None if it is not counted."""

    length: Length
    images: int | None = None


def size_of(condition: Condition, counts: Counts) -> Size:
    """Return how long a condition's lists are likely to be. Totals lag, so that none are counted says only "few"."""
    images = condition.counted(counts) if counts.images else None
    if images is not None:
        return Size(Length.SHORT if images <= FEW_IMAGES else Length.LONG, images)
    is_common = any(field == "status" or value.startswith("model ") for field, value in condition.lists)
    return Size(Length.LONGEST if is_common or not condition.lists else Length.UNKNOWN)


def may_be_shorter(condition: Condition, other: Condition, counts: Counts) -> bool:
    """Return whether a condition's lists may be shorter than those of another, which is likely the shorter one."""
    mine, others = size_of(condition, counts).images, size_of(other, counts).images
    return mine is None or not others


def known_share_of(conditions: Iterable[Condition], counts: Counts) -> float | None:
    """Return the share of all images that is likely to meet all conditions; None if counts do not tell."""
    sizes = [size_of(each, counts).images if each.is_exact else None for each in conditions]
    known = [images for images in sizes if images]
    return prod(min(1.0, images / counts.images) for images in known) if len(known) == len(sizes) else None


def share_of(condition: Condition, counts: Counts) -> float:
    """Return the share of all images that may meet a condition; a guess if counts do not tell."""
    size = size_of(condition, counts)
    if size.images is not None:
        return min(1.0, size.images / counts.images)
    return FEW if size.length is Length.UNKNOWN else 1.0
