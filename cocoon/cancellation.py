"""End tasks that were started to run next to the caller."""

import asyncio
from typing import Any

AGAIN_SECONDS = 5.0  # longer than a clean-up takes, which another cancellation would cut off


async def end_tasks(*tasks: "asyncio.Task[Any]") -> None:
    """Cancel tasks, and wait until they have ended.

    A task may miss one cancellation: until Python 3.12 ``asyncio.wait_for``, which the database's driver uses, drops
    one that arrives as its result does (https://github.com/python/cpython/issues/86296). So tasks that go on are
    cancelled again.
    """
    waiting = {task for task in tasks if not task.done()}
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=AGAIN_SECONDS)
