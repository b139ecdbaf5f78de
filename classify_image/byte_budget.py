"""Memory that several share: who finds no room waits, the first come first."""

import asyncio
from collections import deque
from collections.abc import Callable

from cocoon.errors import TransientError

LONGEST_WAIT = 15.0  # seconds


class ByteBudget:
    """A number of bytes, of which parts are taken and given back; for one event loop."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._free = total
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    @property
    def taken(self) -> int:
        """The bytes that are taken now."""
        return self.total - self._free

    async def take(self, size: int) -> Callable[[], None]:
        """Wait until there is room, and take it; return what gives it back, to be called once, in the loop's thread.

        What comes later waits behind, though it be smaller, or the largest would wait for ever. But nobody keeps the
        others waiting for longer than a time, for what hangs may never give its part back.

        :raises ValueError: if there can never be room.
        :raises TransientError: if there was none for a time.
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
        return lambda: self._give_back(size)

    def _leave(self, size: int, turn: "asyncio.Future[None]") -> None:
        """Take somebody who was cancelled out of the queue, or give back what came at the same moment."""
        if turn.done() and not turn.cancelled():
            self._give_back(size)
        else:
            self._serve()  # which passes over it

    def _give_back(self, size: int) -> None:
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
