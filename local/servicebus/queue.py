"""A queue: its properties, its messages and its dead-letter queue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from .access import check_may_send
from .dead_lettering import bury
from .duplicates import DuplicateHistory
from .errors import EntityDisabledError, QuotaExceededError
from .forwarding import ForwardingError, forward
from .lifetime import set_expiry
from .message import Message, now
from .properties import QueueProperties
from .subqueue import SubQueue

if TYPE_CHECKING:
    from .store import Store

DEAD_LETTER_SUFFIX = "/$deadletterqueue"
_MEGABYTE = 1024 * 1024


class Namespace(Protocol):
    """What finds other queues."""

    def find(self, address: str) -> SubQueue:
        """Return what an address means."""


class Queue:
    """Gives each message its place; what happens to it then is up to the sub-queues."""

    def __init__(self, properties: QueueProperties, store: "Store", namespace: Namespace) -> None:
        self.properties, self.store, self.namespace = properties, store, namespace
        self.active = SubQueue(self, properties.name, is_dead_letter=False)
        self.dead_letter = SubQueue(self, properties.name + DEAD_LETTER_SUFFIX, is_dead_letter=True)
        self.duplicates = DuplicateHistory(properties.duplicate_detection_window)
        self.last_sequence_number = 0
        self.created_at = self.updated_at = self.accessed_at = now()

    @property
    def name(self) -> str:
        """The queue's name as it was configured."""
        return self.properties.name

    @property
    def key(self) -> str:
        """The name that finds it: Service Bus does not tell upper from lower case."""
        return self.properties.name.lower()

    @property
    def size(self) -> int:
        """The bytes of all its messages."""
        return self.active.messages.size + self.dead_letter.messages.size

    def check_takes_messages(self) -> None:
        """Make sure that the queue takes messages now.

        :raises ServiceBusError: if its status or its size forbids it.
        """
        check_may_send(self.active)
        if self.size >= self.properties.max_size_in_megabytes * _MEGABYTE:
            raise QuotaExceededError(self.name, self.properties.max_size_in_megabytes)

    def enqueue(self, encoded_messages: Iterable[bytes]) -> list[int]:
        """Take in messages, less the duplicates; return a sequence number for each.

        :raises DecodeError: if one of them is not an AMQP message; then none is taken.
        :raises ServiceBusError: if the queue takes none now.
        """
        messages = [Message.parse(encoded) for encoded in encoded_messages]
        self.check_takes_messages()
        at = self.accessed_at = now()
        sequence_numbers = [self._accept(message, at) for message in messages]
        self.store.put_queue(self)
        self.active.pump()
        return sequence_numbers

    def take(self, message: Message) -> None:
        """Take in a message from another queue; its deliveries there do not count here."""
        message.delivery_count = 0
        self.accessed_at = now()
        self._accept(message, self.accessed_at)
        self.store.put_queue(self)
        self.active.pump()

    def activate(self, message: Message) -> None:
        """Let a message whose time has come join the end of the queue, under a new number as on the real service."""
        message.sequence_number = self._next_sequence_number()
        message.scheduled_for = None
        self._place(message, now())
        self.store.put_queue(self)
        self.active.pump()

    def update(self, properties: QueueProperties) -> None:
        """Change the properties; what is in the queue already keeps the limits it has, but is forwarded."""
        self.properties = properties
        self.duplicates.window = properties.duplicate_detection_window
        self.updated_at = now()
        self.store.put_queue(self)
        if not properties.may_receive:
            for subqueue in (self.active, self.dead_letter):
                subqueue.refuse_all(EntityDisabledError(self.name, properties.status))
        if properties.forward_to:
            for message in self.active.messages.waiting(len(self.active.messages)):
                self.active.remove(message)
                self._hand_on(message)

    def close(self) -> None:
        """Let nothing happen to the messages any more."""
        self.active.close()
        self.dead_letter.close()

    def _next_sequence_number(self) -> int:
        self.last_sequence_number += 1
        return self.last_sequence_number

    def _accept(self, message: Message, at: int) -> int:
        if message.message_id is None:
            message.give_id()
        number = message.sequence_number = self._next_sequence_number()
        message.first_sequence_number = message.first_sequence_number or number
        if not self._is_duplicate(message, at):
            self._place(message, at)
        return number

    def _is_duplicate(self, message: Message, at: int) -> bool:
        if not self.duplicates.window:
            return False
        message_id = str(message.message_id)
        if self.duplicates.is_duplicate(message_id, at):
            return True
        self.store.put_message_id(self, message_id, at)
        return False

    def _place(self, message: Message, at: int) -> None:
        message.enqueued_at = max(at, message.scheduled_for or at)
        if message.time_to_live or self.properties.time_to_live:
            set_expiry(message, self.properties.time_to_live)
        if self.properties.forward_to and not message.is_due_later(at):
            self._hand_on(message)
        else:
            self.active.put(message)

    def _hand_on(self, message: Message) -> None:
        try:
            forward(message, self, self.properties.forward_to or "")
        except ForwardingError as error:
            bury(message, self.active, error.reason, str(error))
