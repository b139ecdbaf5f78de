"""Define an access path: what a command to the database may ask for, and how much it may read (pure)."""

from dataclasses import dataclass
from enum import Enum

from pymongo import ASCENDING, IndexModel

BY_ID = IndexModel([("_id", ASCENDING)])  # which every collection has


class Command(Enum):
    """The commands that the app sends to a collection."""

    FIND = "find"
    INSERT = "insert"
    UPDATE = "update"  # or replace
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class AccessPath:
    """A way in which the app reads or changes a collection. It reads one part of one index, in its order.

    :ivar name: what it is for.
    :ivar most: the most entries that a command reads: its limit, or the number of ids or documents that it names.
    :ivar index: an index of :mod:`cocoon.services.indexes`.
    :ivar equal: the fields that are equal to a value: the first ones of the index.
    :ivar range: the next field of the index, if the command may ask for a range of it.
    :ivar sort: the next fields of the index, if the command sorts by them, in the index's order or wholly reversed.
    :ivar conditions: other fields that the database compares, only in documents that ``_id`` names.
    :ivar checked: what the app checks after reading, and where it stops; or what bounds the number of commands.
    """

    name: str
    collection: str
    command: Command
    most: int
    index: IndexModel = BY_ID
    equal: tuple[str, ...] = ("_id",)
    range: str = ""
    sort: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    checked: str = ""

    @property
    def keys(self) -> list[tuple[str, int]]:
        """The fields of the index, with their directions."""
        return list(self.index.document["key"].items())

    @property
    def is_by_id(self) -> bool:
        """Return whether the command names the documents by their ids."""
        return self.equal == ("_id",)
