"""How many blobs are not to be labelled, by reason: as a listing keeps it, and as answers have it (pure)."""

from collections.abc import Iterable, Mapping
from typing import Any

LONGEST_EXAMPLE = 1024  # characters

LeftOut = dict[str, dict[str, Any]]  # {reason: {"blobs": number, "example": path}}


def count(known: LeftOut, reasons: Mapping[str, str]) -> None:
    """Add what is left out of a page: the reasons by path."""
    for path, reason in reasons.items():
        known.setdefault(str(reason), {"blobs": 0, "example": path[:LONGEST_EXAMPLE]})["blobs"] += 1


def as_list(known: Mapping[str, Mapping[str, Any]]) -> list[dict[str, object]]:
    """Return them as an answer has them, the most frequent reason first."""
    items = [{"reason": reason, "blobs": each["blobs"], "example": each["example"]} for reason, each in known.items()]
    return sorted(items, key=lambda item: (-item["blobs"], item["reason"]))


def total(each: Iterable[Mapping[str, Mapping[str, Any]]]) -> LeftOut:
    """Return what several listings leave out, together."""
    known: LeftOut = {}
    for listing in each:
        for reason, found in listing.items():
            known.setdefault(reason, {"blobs": 0, "example": found["example"]})["blobs"] += found["blobs"]
    return known
