"""Define the lists that searches go through, each of them in the order of one index (pure).

Each command asks for what is equal in the first fields of an index, then for its order or for one range in it, so an
engine stops at the limit. The place after an image is two commands, since one with ``$or`` would be read whole.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from pymongo import ASCENDING, DESCENDING

from cocoon.records.rank import lowest_rank, score_key
from cocoon.services.indexes import NEWEST
from cocoon.text import prefix_range
from query_labels.search.places import Place

_MILLISECOND = timedelta(milliseconds=1)  # the database's precision
_NEWEST = "classified_at_-1__id_1"


class Command(NamedTuple):
    """What a list asks the database, besides the limit; ``hint`` is the name of the index that serves it."""

    filter: dict[str, Any]
    sort: Sequence[tuple[str, int]]
    hint: str
    collection: Literal["images", "postings"] = "images"


class SearchList(ABC):
    """A list of images in a container."""

    @abstractmethod
    def commands(self, container: str, after: Place | None = None) -> Sequence[Command]:
        """Return the commands whose results, one after the other, are the list from a place on."""

    def reaches(self, record: Mapping[str, Any]) -> bool:  # noqa: ARG002 - most lists end where their records do
        """Return whether the list has not ended before a record that its commands brought."""
        return True


@dataclass(frozen=True, slots=True)
class Period:
    """The times from ``start`` (inclusive) to ``end`` (exclusive), both in whole milliseconds; None is no bound."""

    start: datetime | None = None
    end: datetime | None = None

    def __contains__(self, time: datetime) -> bool:
        return (self.start is None or self.start <= time) and (self.end is None or time < self.end)


@dataclass(frozen=True, slots=True)
class ImageList(SearchList):
    """The images that have a value in a field, an array's element or the field itself, newest first; or all."""

    field: str = ""
    value: str = ""
    period: Period = Period()

    def commands(self, container: str, after: Place | None = None) -> Sequence[Command]:
        """Return one command from the beginning; from a place on, those of the same time and those before.

        None of them asks where the period begins: where an array's index serves the list, two bounds of a time make
        Azure DocumentDB read both ranges whole.
        """
        equal = {"container": container} | ({self.field: self.value} if self.field else {})
        end = after.value if after else self.period.end
        before = {"classified_at": {"$lt": end}} if end else {}
        hint = f"container_1_{self.field}_1_{_NEWEST}" if self.field else f"container_1_{_NEWEST}"
        rest = Command(equal | before, NEWEST, hint)
        if after is None:
            return [rest]
        same = {"classified_at": after.value, "_id": {"$gt": after.id}}
        return [Command(equal | same, [("_id", ASCENDING)], hint), rest]

    def reaches(self, record: Mapping[str, Any]) -> bool:
        """Return whether the period has not ended before a record."""
        return self.period.start is None or record["classified_at"] >= self.period.start


@dataclass(frozen=True, slots=True)
class PostingList(SearchList):
    """The postings of a label from a score on, best first."""

    label: str
    min_score: float = 0.0

    def commands(self, container: str, after: Place | None = None) -> Sequence[Command]:
        """Return one command: a rank is unique, so what comes after it is one range."""
        ranks: dict[str, Any] = {"$gte": lowest_rank(self.min_score)} if self.min_score else {}
        ranks |= {"$lt": after.value} if after else {}
        equal = {"container": container, "label": score_key(self.label)}
        filter_ = equal | ({"rank": ranks} if ranks else {})
        return [Command(filter_, [("rank", DESCENDING)], "container_1_label_1_rank_1", "postings")]


@dataclass(frozen=True, slots=True)
class PathList(SearchList):
    """The images whose path begins with a prefix, in the order of paths: only of use if it is read whole."""

    prefix: str

    def commands(self, container: str, after: Place | None = None) -> Sequence[Command]:  # noqa: ARG002 - has no places
        """Return the command that reads it."""
        return [Command({"container": container, "path": prefix_range(self.prefix)}, (), "container_1_path_1")]


def whole_milliseconds(time: datetime) -> datetime:
    """Return the first time not before this one that the database can keep, or the last that there is."""
    if not (excess := time.microsecond % 1000):
        return time
    try:
        return time - timedelta(microseconds=excess) + _MILLISECOND
    except OverflowError:
        return time.replace(microsecond=999_000)


def last_before(time: datetime) -> datetime:
    """Return the last time before this one that the database can keep, or the first that there is."""
    try:
        return whole_milliseconds(time) - _MILLISECOND
    except OverflowError:
        return time
