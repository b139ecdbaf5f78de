"""Threads for decoding and inference, as many images at a time as there are lanes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from cocoon.errors import PermanentError, TransientError

T = TypeVar("T")
SPARE_THREADS = 16  # for those that an image which takes for ever may keep


def _nothing() -> None:
    pass


class Lanes:
    """Runs work in threads and stops waiting for what takes too long.

    A thread cannot be stopped; one that is given up goes on by itself, and its lane is free again.
    """

    def __init__(self, count: int, max_seconds: float) -> None:
        self._max_seconds = max_seconds
        self._free = asyncio.Semaphore(count)
        self._given_up: set[asyncio.Future[Any]] = set()
        self._threads = ThreadPoolExecutor(count + SPARE_THREADS, thread_name_prefix="lane")

    async def run(self, work: Callable[[], T], ended: Callable[[], None] = _nothing) -> T:
        """Return what ``work`` returns. The time counts from when it has a lane, and with it a thread.

        :param ended: called once when the work has really ended, which may be after it was given up, or never began.
        :raises PermanentError: ``image_too_slow``.
        :raises TransientError: if images that were given up keep all the spare threads.
        """
        begun = False
        try:
            async with self._free:
                if len(self._given_up) >= SPARE_THREADS:
                    raise TransientError("All threads are kept by images that take too long.")
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
                    del future  # or an error would hold itself, by its frame, and the image with it
        finally:
            if not begun:
                ended()
        text = f"The image took longer than the {self._max_seconds:g} s that MAX_IMAGE_SECONDS allows."
        raise PermanentError("image_too_slow", text)

    def _give_up(self, future: asyncio.Future[Any]) -> None:
        self._given_up.add(future)
        future.add_done_callback(self._forget)

    def _forget(self, future: asyncio.Future[Any]) -> None:
        self._given_up.discard(future)
        if not future.cancelled():
            future.exception()  # nobody waits for it any more

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False)
