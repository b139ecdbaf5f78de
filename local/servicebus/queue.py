"""A queue: its properties, its messages and its dead-letter queue."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .duplicates import DuplicateHistory
from .message import Message, now
from .subqueue import SubQueue

if TYPE_CHECKING:
    from .store import Store

DEAD_LETTER_SUFFIX = "/$deadletterqueue"


@dataclass(frozen=True, slots=True)
class QueueProperties:
    """What can be set of a queue; durations in milliseconds, the defaults are Azure's."""

    name: str
    lock_duration: int = 60_000
    max_delivery_count: int = 10
    duplicate_detection_window: int = 0
    time_to_live: int | None = None
    dead_letter_on_expiration: bool = False


class Queue:
    """Gives each message its place; what happens to it then is up to the sub-queues."""

    def __init__(self, properties: QueueProperties, store: "Store") -> None:
        self.properties, self.store = properties, store
        self.active = SubQueue(self, properties.name, is_dead_letter=False)
        self.dead_letter = SubQueue(self, properties.name + DEAD_LETTER_SUFFIX, is_dead_letter=True)
        self.duplicates = DuplicateHistory(properties.duplicate_detection_window)
        self.last_sequence_number = 0

    @property
    def name(self) -> str:
        """The queue's name as it was configured."""
        return self.properties.name

    @property
    def key(self) -> str:
        """The name that finds it: Service Bus does not tell upper from lower case."""
        return self.properties.name.lower()

    def enqueue(self, encoded_messages: Iterable[bytes]) -> list[int]:
        """Take in messages, less the duplicates; return their sequence numbers.

        :raises DecodeError: if one of them is not an AMQP message; then none is taken.
        """
        at, sequence_numbers = now(), []
        for message in [Message.parse(encoded) for encoded in encoded_messages]:
            if self.duplicates.is_duplicate(message.message_id, at):
                continue
            self._stamp(message, at)
            self.active.put(message)
            sequence_numbers.append(message.sequence_number)
        self.store.put_queue(self)
        self.active.pump()
        return sequence_numbers

    def _stamp(self, message: Message, at: int) -> None:
        self.last_sequence_number += 1
        message.sequence_number = self.last_sequence_number
        message.enqueued_at = max(at, message.scheduled_for or at)
        lives = [life for life in (message.time_to_live, self.properties.time_to_live) if life]
        message.expires_at = message.enqueued_at + min(lives) if lives else None
        if self.duplicates.window and message.message_id is not None:
            self.store.put_message_id(self, str(message.message_id), at)
