"""A queue: its properties, its messages and its dead-letter queue."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .duplicates import DuplicateHistory
from .message import MAX_TIME_TO_LIVE, Message, now
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
        """Take in messages, less the duplicates; return a sequence number for each.

        :raises DecodeError: if one of them is not an AMQP message; then none is taken.
        """
        at, sequence_numbers = now(), []
        for message in [Message.parse(encoded) for encoded in encoded_messages]:
            message.sequence_number = self._next_sequence_number()
            sequence_numbers.append(message.sequence_number)
            if not self._is_duplicate(message, at):
                self._place(message, at)
        self.store.put_queue(self)
        self.active.pump()
        return sequence_numbers

    def activate(self, message: Message) -> None:
        """Let a message whose time has come join the end of the queue, under a new number as on the real service."""
        message.sequence_number = self._next_sequence_number()
        message.scheduled_for = None
        self._place(message, now())
        self.store.put_queue(self)
        self.active.pump()

    def update(self, properties: QueueProperties) -> None:
        """Change the properties; what is in the queue already keeps the limits it has."""
        self.properties = properties
        self.duplicates.window = properties.duplicate_detection_window
        self.store.put_queue(self)

    def close(self) -> None:
        """Let nothing happen to the messages any more."""
        self.active.close()
        self.dead_letter.close()

    def _next_sequence_number(self) -> int:
        self.last_sequence_number += 1
        return self.last_sequence_number

    def _is_duplicate(self, message: Message, at: int) -> bool:
        if not self.duplicates.window or message.message_id is None:
            return False
        message_id = str(message.message_id)
        if self.duplicates.is_duplicate(message_id, at):
            return True
        self.store.put_message_id(self, message_id, at)
        return False

    def _place(self, message: Message, at: int) -> None:
        message.enqueued_at = max(at, message.scheduled_for or at)
        lives = [life for life in (message.time_to_live, self.properties.time_to_live) if life]
        if lives:  # the queue's limit also shortens what the sender asked for
            message.time_to_live = min(*lives, MAX_TIME_TO_LIVE)
            message.expires_at = message.enqueued_at + min(lives)
        self.active.put(message)
