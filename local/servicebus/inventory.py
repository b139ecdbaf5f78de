"""The messages of a sub-queue in the order of their sequence numbers, whatever their state."""

from collections import Counter
from itertools import islice

from sortedcontainers import SortedDict

from .errors import MessageNotFoundError
from .message import Message, State


class Inventory:
    """Finds messages by number, and keeps count of them: counting anew would stop every client meanwhile."""

    def __init__(self) -> None:
        self._messages: SortedDict[int, Message] = SortedDict()
        self._counts = [0] * len(State)  # by state; a Counter would hash an enum in Python
        self.size = 0
        """The bytes of all messages."""

    def __len__(self) -> int:
        return len(self._messages)

    def __contains__(self, sequence_number: int) -> bool:
        return sequence_number in self._messages

    def add(self, message: Message) -> None:
        """Put a message in its place."""
        self._messages[message.sequence_number] = message
        self._counts[message.state] += 1
        self.size += message.size

    def take(self, message: Message) -> None:
        """Take a message out."""
        del self._messages[message.sequence_number]
        self._counts[message.state] -= 1
        self.size -= message.size

    def change_state(self, message: Message, state: State) -> None:
        """Give a message that is here another state."""
        self._counts[message.state] -= 1
        self._counts[state] += 1
        message.state = state

    def get(self, sequence_number: int) -> Message | None:
        """Return a message if it is there."""
        message: Message | None = self._messages.get(sequence_number)
        return message

    def clear(self) -> None:
        """Take everything out."""
        self._messages.clear()
        self._counts = [0] * len(State)
        self.size = 0

    def peek(self, first_sequence_number: int, count: int) -> list[Message]:
        """Return up to ``count`` messages of any state."""
        keys = islice(self._messages.irange(minimum=first_sequence_number), count)
        return [self._messages[key] for key in keys]

    def waiting(self, count: int, enqueued_before: int | None = None) -> list[Message]:
        """Return up to ``count`` messages that are active and not locked, the first ones first."""
        found = (
            message
            for message in self._messages.values()
            if message.state is State.ACTIVE
            and not message.lock
            and (enqueued_before is None or message.enqueued_at < enqueued_before)
        )
        return list(islice(found, count))

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
        return Counter({state: count for state, count in zip(State, self._counts, strict=True) if count})
