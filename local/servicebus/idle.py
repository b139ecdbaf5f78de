"""AutoDeleteOnIdle: queues that nobody uses for as long as they say are deleted."""

import asyncio
from collections.abc import Callable

from .message import State, now
from .queue import Queue


class IdleWatch:
    """Looks at each queue that asks for it when its time may have come."""

    def __init__(self, delete: Callable[[str], None]) -> None:
        self._delete = delete
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def watch(self, queue: Queue) -> None:
        """Begin to watch a queue, or watch it by its changed properties."""
        self.forget(queue)
        longest = queue.properties.auto_delete_on_idle
        if longest:
            wait = max(0, queue.accessed_at + longest - now()) / 1000
            self._timers[queue.key] = asyncio.get_running_loop().call_later(wait, self._look, queue)

    def forget(self, queue: Queue) -> None:
        """Watch a queue no longer."""
        timer = self._timers.pop(queue.key, None)
        if timer:
            timer.cancel()

    def _look(self, queue: Queue) -> None:
        if queue.active.consumers or queue.dead_letter.consumers or queue.active.messages.counts()[State.SCHEDULED]:
            queue.accessed_at = now()  # a receiver that waits uses the queue
        if queue.accessed_at + (queue.properties.auto_delete_on_idle or 0) <= now():
            self._delete(queue.name)
        else:
            self.watch(queue)
