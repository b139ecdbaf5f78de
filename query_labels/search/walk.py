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
LOWEST_SHARE = 1 / LONGEST_CHUNK
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
        self._filter = plan.filter

    def needed(self, wanted: int) -> int:
        """Return how many more entries have, by what is known of the share of matches, likely as many as are wanted."""
        left = wanted - len(self.found)
        if left <= 0 or self.has_ended:
            return 0
        share = len(self.found) / self.examined if self.examined else self._share
        share = max(LOWEST_SHARE, 1.0 if share is None else share)
        return ceil((left + sqrt(2 * left * (1 - share))) / share)  # more than the mean: few need another command

    async def go_on(self, wanted: int, most_examined: int) -> None:
        """Read until so many were found, the lists end, or so many entries were read in all."""
        while len(self.found) < wanted and not self.has_ended:
            starving = [source for source in self._sources if source.is_starving]
            rest = (most_examined - self.examined) // max(len(starving), 1)
            if rest < 1 or (self.examined and rest * MOST_SHARES < most_examined):
                return
            lists = len(self._sources)
            even = self.needed(wanted) * (1 if lists == 1 else 2) // lists  # one of them may have most of it
            chunk = min(max(even, SHORTEST_CHUNK if lists > 1 else 1), LONGEST_CHUNK, rest)
            reading = (source.read(self._reader, chunk, self.fields, self._filter) for source in starving)
            self.examined += sum(await asyncio.gather(*reading))
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
