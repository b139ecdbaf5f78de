"""Run decoding and inference in a bounded number of threads, each image for a bounded time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from cocoon.errors import PermanentError, TransientError
from cocoon.records.failure_codes import IMAGE_TOO_SLOW

T = TypeVar("T")
SPARE_THREADS = 16  # replace threads that are stuck with an image


def _nothing() -> None:
    pass


class BoundedThreads:
    """Runs work in threads, and gives up work that takes too long.

    A thread cannot be stopped: it continues the abandoned work, and a spare thread takes its place.
    """

    def __init__(self, count: int, max_seconds: float, spare: int = SPARE_THREADS) -> None:
        self._max_seconds, self._spare = max_seconds, spare
        self._free = asyncio.Semaphore(count)
        self._given_up: set[asyncio.Future[Any]] = set()
        self._threads = ThreadPoolExecutor(count + spare, thread_name_prefix="image")

    async def run(self, work: Callable[[], T], ended: Callable[[], None] = _nothing) -> T:
        """Return the result of ``work``. The timeout starts once a thread is free.

        :param ended: called once when the work has really ended: perhaps after it was given up, or if it never began.
        :raises PermanentError: ``image_too_slow``.
        :raises TransientError: if work that was given up keeps all spare threads.
        """
        begun = False
        try:
            async with self._free:
                if len(self._given_up) >= self._spare:
                    raise TransientError("All threads are busy with images that take too long.")
                future = asyncio.get_running_loop().run_in_executor(self._threads, work)
                future.add_done_callback(lambda _: ended())
                begun = True
                try:
                    await asyncio.wait([future], timeout=self._max_seconds)
                    if future.done():
                        return future.result()
                finally:
                    if not future.done():
                        self._give_up(future)
                    del future  # or an error would keep itself alive through its frame, and the image with it
        finally:
            if not begun:
                ended()
        text = f"The image took longer than the {self._max_seconds:g} s that MAX_IMAGE_SECONDS allows."
        raise PermanentError(IMAGE_TOO_SLOW, text)

    def _give_up(self, future: asyncio.Future[Any]) -> None:
        self._given_up.add(future)
        future.add_done_callback(self._forget)

    def _forget(self, future: asyncio.Future[Any]) -> None:
        self._given_up.discard(future)
        if not future.cancelled():
            future.exception()  # mark it as retrieved: nobody waits for it

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False)
