"""Define the plan of a search: which lists it goes through, and what is checked of each image in them (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from query_labels.search.conditions import Condition, Document
from query_labels.search.places import Place
from query_labels.search.search_lists import SearchList


@dataclass(frozen=True, slots=True)
class Route:
    """Lists that together have all images of a search.

    :ivar is_enough: whether they have no others, but for what changes meanwhile.
    :ivar share: the share of their entries that is likely of the search; None if nothing is known about it.
    """

    lists: Sequence[SearchList]
    is_enough: bool = False
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a search reads.

    :ivar conditions: all that an image must meet.
    :ivar routes: in the order of the result; each is right by itself. The others are tried if the first leads nowhere.
    :ivar small: routes in another order, which help if they are short enough to be read whole.
    :ivar small_first: whether the first of these is known to be short.
    :ivar rank_key: the label whose ranks order the result; empty if times do.
    """

    conditions: Sequence[Condition]
    routes: Sequence[Route]
    small: Sequence[Route] = ()
    small_first: bool = False
    rank_key: str = ""

    @property
    def filter(self) -> dict[str, Any]:
        """Return what the database can compare in the documents of postings, besides the postings' own label."""
        merged: dict[str, Any] = {}
        for field, compared in chain(*(condition.filter.items() for condition in self.conditions)):
            merged[field] = {**merged[field], **compared} if field in merged else compared
        own = f"ranks.{self.rank_key}"
        rest = {operator: value for operator, value in merged.pop(own, {}).items() if operator != "$gte"}
        return merged | ({own: rest} if rest else {})

    @property
    def is_filtered(self) -> bool:
        """Return whether the database compares all of it in the documents of postings, so hardly any others come."""
        return bool(self.rank_key) and all(condition.filter for condition in self.conditions)

    @property
    def fields(self) -> list[str]:
        """The fields that are checked, and those that order the result."""
        order = [f"ranks.{self.rank_key}"] if self.rank_key else []
        return list(dict.fromkeys(["classified_at", *order, *chain(*(each.fields for each in self.conditions))]))

    def matches(self, document: Document) -> bool:
        """Return whether a document belongs to the result."""
        return all(each.holds(document) for each in self.conditions)

    def place_of(self, document: Document) -> Place:
        """Return a matching document's place in the result."""
        value = document["ranks"][self.rank_key] if self.rank_key else document["classified_at"]
        return Place(value, document["_id"])
