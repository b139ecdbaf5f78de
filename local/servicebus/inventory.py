"""The messages of a sub-queue in the order of their sequence numbers, whatever their state."""

from collections import Counter
from itertools import islice

from sortedcontainers import SortedDict

from .errors import MessageNotFoundError
from .message import Message, State


class Inventory:
    """Finds messages by number."""

    def __init__(self) -> None:
        self._messages: SortedDict[int, Message] = SortedDict()

    def __contains__(self, sequence_number: int) -> bool:
        return sequence_number in self._messages

    def add(self, message: Message) -> None:
        """Put a message in its place."""
        self._messages[message.sequence_number] = message

    def take(self, message: Message) -> None:
        """Take a message out."""
        del self._messages[message.sequence_number]

    def get(self, sequence_number: int) -> Message | None:
        """Return a message if it is there."""
        message: Message | None = self._messages.get(sequence_number)
        return message

    def clear(self) -> None:
        """Take everything out."""
        self._messages.clear()

    def peek(self, first_sequence_number: int, count: int) -> list[Message]:
        """Return up to ``count`` messages of any state."""
        keys = islice(self._messages.irange(minimum=first_sequence_number), count)
        return [self._messages[key] for key in keys]

    def expect(self, sequence_numbers: list[int], state: State) -> list[Message]:
        """Return messages that are in a state and not locked.

        :raises MessageNotFoundError: if one of them is not there.
        """
        messages = []
        for number in dict.fromkeys(sequence_numbers):
            message = self._messages.get(number)
            if message is None or message.state is not state or message.lock:
                text = f"There is no {state.name.lower()} message with sequence number {number}."
                raise MessageNotFoundError(text)
            messages.append(message)
        return messages

    def counts(self) -> Counter[State]:
        """Return how many messages are in which state."""
        return Counter(message.state for message in self._messages.values())

    def size(self) -> int:
        """Return the bytes of all messages."""
        return sum(message.size for message in self._messages.values())
