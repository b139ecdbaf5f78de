"""Read the totals over all images of the container, and keep them for a second.

Whoever changes a document adds to the totals (:mod:`cocoon.services.count_log`), so nothing is counted here.
"""

import asyncio
from time import monotonic

from cocoon.records.counts import Counts
from cocoon.services.clients import Clients
from cocoon.services.totals import Totals

FRESH_SECONDS = 1.0  # for which a process does not look again


class CountStore:
    """The totals as this process has last read them."""

    def __init__(self, clients: Clients) -> None:
        self.clients = clients
        self._totals = Totals(clients.counts, clients.images_container.container_name)
        self._counts, self._read_at = Counts(), float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def current(self, within: float = FRESH_SECONDS) -> Counts:
        """Return the totals.

        :param within: the age in seconds of this process's own copy that is good enough.
        :raises TransientError: if the database fails.
        """
        if monotonic() - self._read_at > within or self._read_at < self.clients.labels_cleared_at:
            if self._reading is None or self._reading.done():  # concurrent requests read once
                self._reading = asyncio.create_task(self._read())
            await asyncio.shield(self._reading)
        return self._counts

    async def _read(self) -> None:
        begun = monotonic()
        self._counts = await self._totals.current()
        self._read_at = begun


_store: CountStore | None = None


def store_of(clients: Clients) -> CountStore:
    """Return this process's store for its clients."""
    global _store  # noqa: PLW0603 - one for the process's clients
    if _store is None or _store.clients is not clients:
        _store = CountStore(clients)
    return _store
