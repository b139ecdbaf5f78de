"""Threads for decoding and inference, as many images at a time as there are lanes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from cocoon.errors import PermanentError

T = TypeVar("T")
SPARE_THREADS = 16  # for those that an image which takes for ever may keep


class Lanes:
    """Runs work in threads and stops waiting for what takes too long.

    A thread cannot be stopped; one that is given up goes on by itself, and its lane is free again.
    """

    def __init__(self, count: int, max_seconds: float) -> None:
        self._max_seconds = max_seconds
        self._free = asyncio.Semaphore(count)
        self._threads = ThreadPoolExecutor(count + SPARE_THREADS, thread_name_prefix="lane")

    async def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns. The time counts from when it has a lane.

        :raises PermanentError: ``image_too_slow``.
        """
        async with self._free:
            try:
                return await asyncio.wait_for(
                    asyncio.get_running_loop().run_in_executor(self._threads, work), self._max_seconds
                )
            except TimeoutError as error:
                text = f"The image took longer than the {self._max_seconds:g} s that MAX_IMAGE_SECONDS allows."
                raise PermanentError("image_too_slow", text) from error

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False)
