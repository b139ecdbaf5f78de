"""Take from a source while what it gave before is worked on."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

T = TypeVar("T")


async def ahead(source: AsyncGenerator[T, None], depth: int = 1) -> AsyncGenerator[T, None]:
    """Yield what the source yields; up to ``depth`` items more are awaited meanwhile.

    Close it (``contextlib.aclosing``) when it is left early, so that the source is not read on.
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
            if not getting.done() and items.empty():  # so the source has ended, or failed
                break
            item = await getting
            getting = asyncio.create_task(items.get())
            yield item
        await filling
    finally:
        getting.cancel()
        filling.cancel()
        await asyncio.wait({getting, filling})
        if not filling.cancelled():
            filling.exception()  # raised above, unless nobody wants it any more
