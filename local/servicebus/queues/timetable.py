"""The times at which messages need attention, with one timer for all of them."""

import asyncio
import heapq
from collections.abc import Callable

from ..clock import now

_FIRST_SWEEP = 10_000


class Timetable:
    """Calls ``on_time`` with each sequence number whose time has come, the earliest first.

    Entries cannot be withdrawn: the callback checks whether there is still something to do. Once there are many,
    those of removed messages are swept out.
    """

    def __init__(self, on_time: Callable[[int], None], is_there: Callable[[int], bool]) -> None:
        self._on_time, self._is_there = on_time, is_there
        self._entries: list[tuple[int, int]] = []  # a heap of time and sequence number
        self._timer: asyncio.TimerHandle | None = None
        self._sweep_above = _FIRST_SWEEP

    def add(self, at: int, sequence_number: int) -> None:
        """Add a time, in milliseconds since 1970."""
        entry = (at, sequence_number)
        heapq.heappush(self._entries, entry)
        if self._entries[0] is entry:
            self._set_timer()
        if len(self._entries) > self._sweep_above:
            self._entries = [each for each in self._entries if self._is_there(each[1])]
            heapq.heapify(self._entries)
            self._sweep_above = max(_FIRST_SWEEP, 2 * len(self._entries))

    def clear(self) -> None:
        """Remove all times."""
        self._entries.clear()
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._entries:
            delay = max(0, self._entries[0][0] - now()) / 1000
            self._timer = asyncio.get_running_loop().call_later(delay, self._call_due)

    def _call_due(self) -> None:
        try:
            at = now()
            while self._entries and self._entries[0][0] <= at:
                self._on_time(heapq.heappop(self._entries)[1])
        finally:
            self._set_timer()
