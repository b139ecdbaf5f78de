"""Count the blobs that are left out, by reason, as listings keep the counts and answers show them (pure)."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

LONGEST_EXAMPLE = 1024  # characters


class LeftOutBlobs(TypedDict):
    """The number of blobs that a reason leaves out, and the path of the first."""

    blobs: int
    example: str


class LeftOutReason(TypedDict):
    """How many blobs a reason leaves out, and the path of one of them."""

    reason: str
    blobs: int
    example: str


LeftOut = dict[str, LeftOutBlobs]  # by reason


def count(counted: LeftOut, reasons: Mapping[str, str]) -> None:
    """Add the blobs that a page leaves out, given as reasons by path."""
    for path, reason in reasons.items():
        counted.setdefault(str(reason), LeftOutBlobs(blobs=0, example=path[:LONGEST_EXAMPLE]))["blobs"] += 1


def as_list(counted: Mapping[str, LeftOutBlobs]) -> list[LeftOutReason]:
    """Return the counts as an answer lists them, the most frequent reason first."""
    items = [LeftOutReason(reason=reason, **each) for reason, each in counted.items()]
    return sorted(items, key=lambda item: (-item["blobs"], item["reason"]))


def total(listings: Iterable[Mapping[str, LeftOutBlobs]]) -> LeftOut:
    """Return the sums over several listings."""
    counted: LeftOut = {}
    for listing in listings:
        for reason, blobs in listing.items():
            counted.setdefault(reason, LeftOutBlobs(blobs=0, example=blobs["example"]))["blobs"] += blobs["blobs"]
    return counted
