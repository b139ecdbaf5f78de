"""Define the lists that searches go through, each of them in the order of one index (pure).

Each command asks for what is equal in the first fields of an index, then for its order or for one range in it, so an
engine stops at the limit. The place after an image is two commands, since one with ``$or`` would be read whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple, Protocol

from pymongo import ASCENDING, DESCENDING

from cocoon.records.rank import lowest_rank, score_key
from cocoon.services.indexes import ARRAYS, NEWEST
from cocoon.text import prefix_range
from query_labels.search.places import Place

Time = datetime | str  # the place of an image list has a time
_MILLISECOND = timedelta(milliseconds=1)  # the database's precision
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_NEWEST = "classified_at_-1__id_1"


class Command(NamedTuple):
    """What a list asks the database, besides the limit; ``hint`` is the name of the index that serves it."""

    filter: dict[str, Any]
    sort: Sequence[tuple[str, int]]
    hint: str
    collection: Literal["images", "postings"] = "images"


class SearchList(Protocol):
    """A list of images in a container."""

    def commands(self, container: str, after: Place | None = None) -> Sequence[Command]:
        """Return the commands whose results, one after the other, are the list from a place on."""
        ...


@dataclass(frozen=True, slots=True)
class Period:
    """The times from ``start`` (inclusive) to ``end`` (exclusive), both in whole milliseconds; None is no bound."""

    start: datetime | None = None
    end: datetime | None = None

    def __contains__(self, time: datetime) -> bool:
        return (self.start is None or self.start <= time) and (self.end is None or time < self.end)

    def condition(self) -> dict[str, datetime]:
        """Return the range; SecantusDB loses an inclusive lower bound of a descending field."""
        after = {"$gt": self.start - _MILLISECOND} if self.start and self.start > _EARLIEST else {}
        return after | ({} if self.end is None else {"$lt": self.end})


@dataclass(frozen=True, slots=True)
class ImageList:
    """The images that have a value in a field, an array's element or the field itself, newest first; or all."""

    field: str = ""
    value: str = ""
    period: Period = Period()

    @property
    def is_of_array(self) -> bool:
        """Return whether the index has an array in it: then not every engine goes through a range of it in order."""
        return self.field in ARRAYS

    def commands(self, container: str, after: Place | None = None) -> Sequence[Command]:
        """Return one command from the beginning; from a place on, those of the same time and those before."""
        if after is None:
            return [self.between(container)._replace(sort=NEWEST)]
        same = self.at(container, after.value, after.id)._replace(sort=[("_id", ASCENDING)])
        return [same, self.between(container, after.value)._replace(sort=NEWEST)]

    def between(self, container: str, before: Time | None = None, after: Time | None = None) -> Command:
        """Return the command for the images of the times between two, both exclusive, in no order."""
        times = self.period.condition() | ({"$lt": before} if before else {}) | ({"$gt": after} if after else {})
        return Command(self._equal(container) | ({"classified_at": times} if times else {}), (), self._hint)

    def at(self, container: str, time: Time, after: str, before: str = "") -> Command:
        """Return the command for the images of a time whose ids are between two, both exclusive, in no order."""
        ids = ({"$gt": after} if after else {}) | ({"$lt": before} if before else {})
        return Command(self._equal(container) | {"classified_at": time} | ({"_id": ids} if ids else {}), (), self._hint)

    def _equal(self, container: str) -> dict[str, Any]:
        return {"container": container} | ({self.field: self.value} if self.field else {})

    @property
    def _hint(self) -> str:
        return f"container_1_{self.field}_1_{_NEWEST}" if self.field else f"container_1_{_NEWEST}"


@dataclass(frozen=True, slots=True)
class PostingList:
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
class PathList:
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
