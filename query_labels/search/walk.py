"""Go through the union of some lists, in their common order, and keep what matches."""

import asyncio
from collections import deque
from collections.abc import Sequence
from math import ceil, sqrt

from query_labels.search.conditions import Document
from query_labels.search.list_reader import Entry, Fields, Filter, ListReader
from query_labels.search.places import Place, is_after, order_of
from query_labels.search.plan import Plan, Route
from query_labels.search.search_lists import SearchList

SHORTEST_CHUNK, LONGEST_CHUNK = 10, 500  # entries that are read of a list at once
MOST_AT_FIRST = 5  # times as many entries as images are wanted: totals know nothing of labels that go together
LOWEST_SHARE = 1 / LONGEST_CHUNK


class _Source:
    """One of the lists: what was read of it and not yet looked at, and how far it was read."""

    def __init__(self, listed: SearchList, after: Place | None) -> None:
        self.listed, self.after = listed, after
        self.entries: deque[Entry] = deque()
        self.has_ended = False

    @property
    def is_starving(self) -> bool:
        return not self.entries and not self.has_ended

    async def read(self, reader: ListReader, limit: int, fields: Fields, filter_: Filter) -> int:
        """Read on; return how many entries were read."""
        part = await reader.read(self.listed, self.after, limit, fields, filter_)
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
        self._reader, self._plan, self._share = reader, plan, route.share
        self._sources = [_Source(listed, after) for listed in route.lists]
        self._ids = set[str]()
        self._filter, self._looked_at = plan.filter, 0

    @property
    def share(self) -> float:
        """The share of matches in what was looked at, if it was more than nothing; otherwise what is known of it."""
        if not self._looked_at:
            return 1.0 if self._share is None else self._share
        return (len(self.found) + 1) / (self._looked_at + 2)  # of few entries, nearer to one half

    def needed(self, wanted: int) -> int:
        """Return how many more entries are likely to have as many matches as are wanted; 0 if there are enough."""
        left, share = wanted - len(self.found), max(LOWEST_SHARE, self.share)
        if left <= 0 or self.has_ended:
            return 0
        return ceil((left + 2 * sqrt(left * (1 - min(1.0, share)))) / share)  # more than the mean: few need more

    async def read_on(self, wanted: int, most: int) -> int:
        """Read a chunk of each list that has to be read on, at most so many entries in all; return how many."""
        lists, needed = len(self._sources), self.needed(wanted)
        if not self._looked_at:
            needed = min(needed, MOST_AT_FIRST * wanted)
        starving = [source for source in self._sources if source.is_starving]
        chunk = needed if lists == 1 else max(SHORTEST_CHUNK, 2 * needed // lists)  # one may have most of it
        chunk = min(chunk, LONGEST_CHUNK, most // max(len(starving), 1))
        if chunk < 1:
            return 0
        reading = (source.read(self._reader, chunk, self.fields, self._filter) for source in starving)
        examined = sum(await asyncio.gather(*reading))
        self.examined += examined
        self._look()
        return examined

    def _look(self) -> None:
        """Look at entries, the first in order first, until a list has to be read on."""
        while not any(source.is_starving for source in self._sources):
            waiting = [source for source in self._sources if source.entries]
            if not waiting:
                self.has_ended = True
                return
            first = min(waiting, key=lambda source: order_of(source.entries[0].place)) if waiting[1:] else waiting[0]
            self.place, document = first.entries.popleft()
            self._looked_at += 1
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
