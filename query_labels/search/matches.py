"""Find the next images of a search, with a bounded number of index entries."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from cocoon.services.access_paths import search_paths
from query_labels.search.conditions import Document
from query_labels.search.list_reader import ListReader
from query_labels.search.places import Place, in_order, is_after
from query_labels.search.plan import Plan, Route
from query_labels.search.walk import Walk, furthest

MOST_EXAMINED = search_paths.MOST_EXAMINED  # entries of lists, for one request
MOST_TRIED = 2  # other routes that are tried when the first does not find enough
# Parts of all entries: more than that are needed if a list leads nowhere; a list that may be, or is known to be, short.
_SPARSE, _GUESSED, _KNOWN = 1 / 5, 1 / 3, 3 / 4
MOST_SHARES = 40  # the part of all entries that is not worth another command
_SHOWN_FROM = 0.5  # the share of matches from which it is sooner to read at once what is shown


class Matches(NamedTuple):
    """Images of a search, each with its place, in order; and the place to go on from, None if there are no more.

    ``are_shown`` is whether the images have the fields that are shown.
    """

    found: Sequence[tuple[Place, Document]]
    rest: Place | None
    are_shown: bool = False

    def first(self, limit: int) -> "Matches":
        """Return at most so many."""
        if len(self.found) <= limit:
            return self
        return self._replace(found=self.found[:limit], rest=self.found[limit - 1][0])


class Finder:
    """Finds the images of one search, from a place on."""

    def __init__(
        self,
        reader: ListReader,
        plan: Plan,
        after: Place | None,
        most_examined: int,
        *,
        also: Sequence[str] = (),
        shown: Sequence[str] = (),
    ) -> None:
        """Take the most entries to examine, and fields to read besides those that are checked.

        :param also: fields that are read of each image.
        :param shown: fields that are read, too, if most of the images that are read belong to the search.
        """
        self._reader, self._plan, self._after, self._most = reader, plan, after, most_examined
        self._fields, self._shown = [*plan.fields, *also], [*plan.fields, *also, *shown]
        self._examined = 0

    async def find(self, wanted: int) -> Matches:
        """Return so many images, or some more; fewer, and a place to go on from, if too many others are in between.

        :raises TransientError: if the database fails.
        """
        plan = self._plan
        if plan.small_first and (matches := await self._read_whole(plan.small[0], int(self._most * _KNOWN))):
            return matches
        walk, has_tried = self._walk(plan.routes[0]), False
        while self._has_room and walk.needed(wanted):
            if not has_tried and self._leads_nowhere(walk, wanted):
                has_tried = True
                for route in plan.small[plan.small_first :][:MOST_TRIED]:
                    if matches := await self._read_whole(route, int(self._most * _GUESSED)):
                        return matches
                walk = await self._best_of(walk, wanted)
            elif not await self._read_on(walk, wanted, self._left):
                break
        return Matches(walk.found, None if walk.has_ended else walk.place, walk.fields is self._shown)

    @property
    def _left(self) -> int:
        return self._most - self._examined

    @property
    def _has_room(self) -> bool:
        """Return whether more can be read; the last few entries are not worth a command."""
        return self._left * MOST_SHARES >= self._most

    def _leads_nowhere(self, walk: Walk, wanted: int) -> bool:
        most = max(self._most * _SPARSE, 4 * wanted)
        return walk.examined > 0 and walk.needed(wanted) > min(most, self._left)

    async def _best_of(self, first: Walk, wanted: int) -> Walk:
        """Try the other routes; in lists of one order, the best is where as many entries lead furthest."""
        walks, entries = [first], min(first.examined, int(self._most * _SPARSE))
        for route in self._plan.routes[1 : 1 + MOST_TRIED]:
            walks.append(walk := self._walk(route))
            while walk.needed(wanted) and await self._read_on(walk, wanted, entries - walk.examined):
                pass
        return furthest(walks) if walks[1:] else first

    async def _read_whole(self, route: Route, most: int) -> Matches | None:
        """Return all images after the place if the lists have less than so many entries."""
        share = min(most, self._left) // len(route.lists)
        if share < 1:
            return None
        parts = await asyncio.gather(*(self._reader.read(one, None, share, self._fields) for one in route.lists))
        self._examined += sum(part.examined for part in parts)
        if not all(part.has_ended for part in parts):
            return None
        documents = [each for part in parts for _, each in part.entries if each and self._plan.matches(each)]
        places = {each["_id"]: (self._plan.place_of(each), each) for each in documents}
        found = in_order([*places.values()])
        return Matches([each for each in found if self._after is None or is_after(each[0], self._after)], None)

    def _walk(self, route: Route) -> Walk:
        plan, is_dense = self._plan, (route.share or 0.0) >= _SHOWN_FROM
        is_shown = len(route.lists) == 1 and (route.is_enough or plan.is_filtered or is_dense)
        return Walk(self._reader, plan, route, self._after, self._shown if is_shown else self._fields)

    async def _read_on(self, walk: Walk, wanted: int, most: int) -> int:
        """Read at most so many entries; return how many, 0 if too few are left for one of each list."""
        examined = await walk.read_on(wanted, min(most, self._left))
        self._examined += examined
        if walk.share < _SHOWN_FROM and not self._plan.is_filtered:
            walk.fields = self._fields  # totals know nothing of labels that go together
        return examined
