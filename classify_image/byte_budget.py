"""Share memory between images: an image that finds no room waits, first come, first served."""

import asyncio
from collections import deque
from collections.abc import Callable

from cocoon.errors import TransientError

LONGEST_WAIT = 15.0  # seconds


class ByteBudget:
    """A number of bytes, of which callers take and release parts; for one event loop."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._free = total
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    @property
    def taken(self) -> int:
        """The bytes that are taken now."""
        return self.total - self._free

    async def take(self, size: int) -> Callable[[], None]:
        """Wait for room and take it; return a function that releases it, to be called once, in the event loop's thread.

        Later requests wait behind earlier ones even if they are smaller, or the largest would wait for ever. But
        nobody waits longer than a limit: work that hangs may never release its part.

        :raises ValueError: if the budget is smaller.
        :raises TransientError: if there was no room in time.
        """
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                return await self._take(size)
        except TimeoutError as error:
            raise TransientError(f"There was no room for {size:,} bytes within {LONGEST_WAIT:g} s.") from error

    async def _take(self, size: int) -> Callable[[], None]:
        if size > self.total:
            message = f"{size} bytes of {self.total}"
            raise ValueError(message)
        if self._waiting or size > self._free:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((size, turn))
            try:
                await turn
            except asyncio.CancelledError:
                self._leave(size, turn)
                raise
        else:
            self._free -= size
        return lambda: self._release(size)

    def _leave(self, size: int, turn: "asyncio.Future[None]") -> None:
        """Leave the queue after a cancellation, or release room that was granted at the same moment."""
        if turn.done() and not turn.cancelled():
            self._release(size)
        else:
            self._serve()  # skips it

    def _release(self, size: int) -> None:
        self._free += size
        self._serve()

    def _serve(self) -> None:
        while self._waiting:
            size, turn = self._waiting[0]
            if not turn.cancelled():
                if size > self._free:
                    break
                self._free -= size
                turn.set_result(None)
            self._waiting.popleft()
