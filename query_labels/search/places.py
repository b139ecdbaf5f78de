"""Define the places of lists, and their order (pure)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar, cast

T = TypeVar("T")


class Place(NamedTuple):
    """Where a list is left: the time or the rank that orders it, and the id of the image there."""

    value: datetime | str
    id: str


def order_of(place: Place) -> tuple[float, str]:
    """Return a key that sorts places of times as :data:`cocoon.services.indexes.NEWEST` does."""
    return -cast("datetime", place.value).timestamp(), place.id


def is_after(place: Place, other: Place) -> bool:
    """Return whether a place comes after another of the same order."""
    if isinstance(place.value, str) and isinstance(other.value, str):
        return place.value < other.value
    return order_of(place) > order_of(other)


def in_order(found: Sequence[tuple[Place, T]]) -> list[tuple[Place, T]]:
    """Return what has places of one order, sorted by them."""
    if found and isinstance(found[0][0].value, str):
        return sorted(found, key=lambda each: str(each[0].value), reverse=True)
    return sorted(found, key=lambda each: order_of(each[0]))
