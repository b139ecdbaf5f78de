"""The sequence numbers of the messages that can be handed out."""

import heapq

from .inventory import Inventory
from .message import Message, State


class ReadyMessages:
    """Gives active messages that nobody holds, the lowest sequence number first.

    A number stays when its message is removed, deferred or locked elsewhere; ``pop`` passes over it.
    """

    def __init__(self, messages: Inventory) -> None:
        self._messages = messages
        self._numbers: list[int] = []  # a heap

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def push(self, message: Message) -> None:
        """Add a message."""
        heapq.heappush(self._numbers, message.sequence_number)

    def pop(self) -> Message | None:
        """Take the first message that is still ready."""
        while self._numbers:
            message = self._messages.get(heapq.heappop(self._numbers))
            if message and message.state is State.ACTIVE and not message.lock:
                return message
        return None
