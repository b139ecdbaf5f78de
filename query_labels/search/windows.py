"""Read the beginning of a range in order, by commands that do not ask for the order.

Where an array's index serves a list, Azure DocumentDB reads a range of times whole before it sorts it
(``ProcessOrderByStatements`` in ``index_support.c`` of the engine), but without a sort it stops at the limit. So a
range is read without: if that brings fewer records than the limit, they are all of it, and are sorted here. If not, its
end is drawn nearer, to one of the records, and it is asked again. An engine that reads along its index has then shown
the first of them, so two commands are enough; with any other the range gets smaller each time, and the answer is right.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from query_labels.search.places import Place
from query_labels.search.search_lists import Command, ImageList

FEWEST = 2  # records that are asked for, so that one is before the last
Record = dict[str, Any]
Find = Callable[[Command, int, bool], Awaitable[list[Record]]]


class Window(NamedTuple):
    """The first records of a list after a place, in order, and whether there are no others."""

    records: Sequence[Record]
    has_ended: bool


class WindowReader:
    """Reads one list from a place on.

    :ivar known: the records that were read with all their fields, by their ids.
    :ivar examined: how many records were read.
    """

    def __init__(self, listed: ImageList, container: str, find: Find) -> None:
        """Take the function that sends a command with a limit; it may bring no more than time and id."""
        self._list, self._container, self._find = listed, container, find
        self.known: dict[str, Record] = {}
        self.examined = 0

    async def read(self, after: Place | None, limit: int) -> Window:
        """Return the first records, about as many as the limit; at least one if there is any.

        An engine that reads along its index reads up to three times as many for it.
        """
        limit = max(limit, FEWEST)
        if after is None:
            return await self._times(None, limit)
        time: Any = after.value
        same, later = await asyncio.gather(self._ids(time, after.id, limit), self._times(time, limit))
        if not same.has_ended:
            return same
        return Window([*same.records, *later.records], later.has_ended)

    async def _times(self, after: datetime | None, limit: int) -> Window:
        """Return the first records before a time; if more than the limit have one time, the first of these."""
        end: datetime | None = None
        tries = 0
        while True:
            records = await self._read(self._list.between(self._container, after, end), limit, tries)
            ordered = sorted(records, key=lambda record: (-record["classified_at"].timestamp(), record["_id"]))
            if len(records) < limit:
                break
            end, tries = ordered[-1 if tries == 0 else limit // 4]["classified_at"], tries + 1
        if end is not None and not ordered:
            return (await self._ids(end, "", limit))._replace(has_ended=False)
        return Window(ordered, end is None)

    async def _ids(self, time: datetime, after: str, limit: int) -> Window:
        """Return the first records of a time after an id; ids are unique, so the one at the end is the next."""
        last: list[Record] = []
        tries = 0
        while True:
            before = str(last[0]["_id"]) if last else ""
            records = await self._read(self._list.at(self._container, time, after, before), limit, tries)
            ordered = sorted(records, key=lambda record: str(record["_id"]))
            if len(records) < limit:
                return Window([*ordered, *last], not last)
            last, tries = [ordered[-1 if tries == 0 else limit // 4]], tries + 1

    async def _read(self, command: Command, limit: int, tries: int) -> list[Record]:
        """Send a command; from the second try on only for times and ids, since the rest of most records is known."""
        records = await self._find(command, limit, tries == 0)
        self.examined += len(records)
        if tries == 0:
            self.known |= {record["_id"]: record for record in records}
        return records
