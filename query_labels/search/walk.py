"""Go through the union of some lists, in their common order, and keep what matches."""

import asyncio
from collections import deque
from collections.abc import Sequence

from query_labels.search.conditions import Document
from query_labels.search.list_reader import Entry, Fields, ListReader
from query_labels.search.places import Place, is_after, order_of
from query_labels.search.plan import Plan, Route
from query_labels.search.search_lists import SearchList

SHORTEST_CHUNK, LONGEST_CHUNK = 10, 500  # entries that are read of a list at once
MOST_SHARES = 40  # the part of all entries that is not worth another command


class _Source:
    """One of the lists: what was read of it and not yet looked at, and how far it was read."""

    def __init__(self, listed: SearchList, after: Place | None) -> None:
        self.listed, self.after = listed, after
        self.entries: deque[Entry] = deque()
        self.has_ended = False

    @property
    def is_starving(self) -> bool:
        return not self.entries and not self.has_ended

    async def read(self, reader: ListReader, limit: int, fields: Fields) -> int:
        """Read on; return how many entries were read."""
        part = await reader.read(self.listed, self.after, limit, fields)
        self.entries.extend(part.entries)
        self.has_ended = part.has_ended
        if part.entries:
            self.after = part.entries[-1].place
        return part.examined


class Walk:
    """A walk through lists.

    :ivar found: the documents that match, each with its place, in order.
    :ivar place: the last place that was looked at.
    :ivar examined: how many entries of lists were read.
    :ivar fields: that are read of each document.
    :ivar has_ended: whether nothing comes after ``place``.
    """

    def __init__(self, reader: ListReader, plan: Plan, route: Route, after: Place | None, fields: Fields) -> None:
        self.found: list[tuple[Place, Document]] = []
        self.place, self.examined, self.has_ended = after, 0, False
        self.fields = fields
        self._reader, self._plan = reader, plan
        self._sources = [_Source(listed, after) for listed in route.lists]
        self._ids = set[str]()
        self._next_chunk = 0

    async def go_on(self, wanted: int, most_examined: int) -> None:
        """Read until so many were found, the lists end, or so many entries were read in all.

        The first chunks have room for what is wanted, later ones grow: what does not match costs few commands.
        """
        lists = len(self._sources)
        self._next_chunk = self._next_chunk or (wanted if lists == 1 else max(SHORTEST_CHUNK, 2 * wanted // lists))
        while len(self.found) < wanted and not self.has_ended:
            starving = [source for source in self._sources if source.is_starving]
            share = (most_examined - self.examined) // max(len(starving), 1)
            if share < 1 or (self.examined and share * MOST_SHARES < most_examined):
                return
            chunk = min(self._next_chunk, LONGEST_CHUNK, share)
            reading = (source.read(self._reader, chunk, self.fields) for source in starving)
            self.examined += sum(await asyncio.gather(*reading))
            self._next_chunk = 4 * chunk
            self._look()

    def _look(self) -> None:
        """Look at entries, the first in order first, until a list has to be read on."""
        while not any(source.is_starving for source in self._sources):
            waiting = [source for source in self._sources if source.entries]
            if not waiting:
                self.has_ended = True
                return
            first = min(waiting, key=lambda source: order_of(source.entries[0].place)) if waiting[1:] else waiting[0]
            self.place, document = first.entries.popleft()
            if document and document["_id"] not in self._ids and self._plan.matches(document):
                self._ids.add(document["_id"])
                self.found.append((self.place, document))


def furthest(walks: Sequence[Walk]) -> Walk:
    """Return, of walks through lists of the same order, the one that has come furthest."""
    best = walks[0]
    for walk in walks[1:]:
        if best.has_ended or walk.place is None:
            continue
        if walk.has_ended or best.place is None or is_after(walk.place, best.place):
            best = walk
    return best
