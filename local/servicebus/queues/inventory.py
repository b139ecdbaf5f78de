"""The messages of a sub-queue by sequence number, in memory and in the store."""

from collections import Counter
from itertools import islice

from sortedcontainers import SortedDict

from ..errors import MessageNotFoundError
from ..storage.records import MessageRecord
from ..storage.store import Store
from .message import Message, State
from .message_format import encode_as_sent


class Inventory:
    """Finds messages, and keeps their counts and sizes up to date: counting them on request would hold up every client.

    :param queue: the key of the queue under which the store keeps the messages.
    """

    def __init__(self, store: Store, queue: str, *, is_dead_letter: bool) -> None:
        self._store, self._queue, self.is_dead_letter = store, queue, is_dead_letter
        self._messages: SortedDict[int, Message] = SortedDict()
        self._counts = [0] * len(State)  # by state; a Counter would hash an enum in Python
        self.size = 0
        """The bytes of all messages."""

    def __len__(self) -> int:
        return len(self._messages)

    def __contains__(self, sequence_number: int) -> bool:
        return sequence_number in self._messages

    def restore(self, message: Message) -> None:
        """Add a message that is in the store already."""
        self._messages[message.sequence_number] = message
        self._counts[message.state] += 1
        self.size += message.size

    def add(self, message: Message) -> None:
        """Add a message."""
        self.restore(message)
        self.save(message)

    def save(self, message: Message) -> None:
        """Store a message whose content has changed."""
        self._store.put_message(
            MessageRecord(
                self._queue,
                message.sequence_number,
                self.is_dead_letter,
                message.state,
                message.delivery_count,
                message.enqueued_at,
                message.scheduled_for,
                message.expires_at,
                encode_as_sent(message),
                message.first_sequence_number,
            )
        )

    def save_state(self, message: Message) -> None:
        """Store a message's state and delivery count, and nothing else of it."""
        self._store.update_message(
            self._queue, message.sequence_number, message.state, message.delivery_count, message.scheduled_for
        )

    def remove(self, message: Message) -> None:
        """Remove a message."""
        self._store.delete_message(self._queue, message.sequence_number)
        del self._messages[message.sequence_number]
        self._counts[message.state] -= 1
        self.size -= message.size

    def change_state(self, message: Message, state: State) -> None:
        """Change the state of a message, and store it."""
        self._counts[message.state] -= 1
        self._counts[state] += 1
        message.state = state
        self.save_state(message)

    def clear(self) -> None:
        """Forget all messages; the store keeps them."""
        self._messages.clear()
        self._counts = [0] * len(State)
        self.size = 0

    def get(self, sequence_number: int) -> Message | None:
        """Return a message if it is there."""
        message: Message | None = self._messages.get(sequence_number)
        return message

    def peek(self, first_sequence_number: int, count: int) -> list[Message]:
        """Return up to ``count`` messages of any state, from a sequence number on."""
        keys = islice(self._messages.irange(minimum=first_sequence_number), count)
        return [self._messages[key] for key in keys]

    def unlocked(self, count: int, enqueued_before: int | None = None) -> list[Message]:
        """Return up to ``count`` active messages that no receiver holds, in order."""
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
        """Return the number of messages in each state."""
        return Counter({state: count for state, count in zip(State, self._counts, strict=True) if count})
