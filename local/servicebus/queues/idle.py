"""AutoDeleteOnIdle: a queue that nobody uses for a set time is deleted."""

import asyncio
from collections.abc import Callable

from ..clock import now
from .message import State
from .queue import Queue


class IdleWatch:
    """Deletes queues when they have been idle for as long as their AutoDeleteOnIdle allows."""

    def __init__(self, delete: Callable[[str], None]) -> None:
        self._delete = delete
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def watch(self, queue: Queue) -> None:
        """Watch a queue; call again when its properties have changed."""
        self.forget(queue)
        longest = queue.properties.auto_delete_on_idle
        if longest:
            wait = max(0, queue.accessed_at + longest - now()) / 1000
            self._timers[queue.key] = asyncio.get_running_loop().call_later(wait, self._check, queue)

    def forget(self, queue: Queue) -> None:
        """Stop watching a queue."""
        timer = self._timers.pop(queue.key, None)
        if timer:
            timer.cancel()

    def _check(self, queue: Queue) -> None:
        if queue.active.consumers or queue.dead_letter.consumers or queue.active.messages.counts()[State.SCHEDULED]:
            queue.accessed_at = now()  # a receiver that waits uses the queue
        if queue.accessed_at + (queue.properties.auto_delete_on_idle or 0) <= now():
            self._delete(queue.name)
        else:
            self.watch(queue)
