"""Fetch the next items of a source while the caller works on the current one."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

from cocoon.cancellation import end_tasks

T = TypeVar("T")


async def prefetch(source: AsyncGenerator[T, None], depth: int = 1) -> AsyncGenerator[T, None]:
    """Yield the source's items; up to ``depth`` more are fetched meanwhile.

    Use it with ``contextlib.aclosing`` if you may leave it early, so that the source is not read on.
    """
    items: asyncio.Queue[T] = asyncio.Queue(depth)

    async def fill() -> None:
        async with aclosing(source):
            async for item in source:
                await items.put(item)

    filling = asyncio.create_task(fill())
    getting = asyncio.create_task(items.get())
    try:
        while True:
            await asyncio.wait({getting, filling}, return_when=asyncio.FIRST_COMPLETED)
            if not getting.done() and items.empty():  # the source has ended or failed
                break
            item = await getting
            getting = asyncio.create_task(items.get())
            yield item
        await filling
    finally:
        await end_tasks(getting, filling)
        if not filling.cancelled():
            filling.exception()  # mark it as retrieved: it was raised above, or the caller has left
