"""A queue: its properties, its messages and its dead letters."""

from collections.abc import Iterable
from functools import partial

from ..amqp import encoding as e
from ..clock import now
from ..errors import EntityDisabledError, QuotaExceededError
from ..storage.records import MessageIdRecord, QueueRecord
from ..storage.store import Store
from .access import check_may_send
from .duplicates import DuplicateHistory
from .expiry import set_expiry
from .forwarding import ForwardingError, Namespace, forward
from .inventory import Inventory
from .message import DEAD_LETTER_SOURCE, Message
from .message_format import parse
from .properties import QueueProperties, encode_properties
from .subqueue import SubQueue

DEAD_LETTER_SUFFIX = "/$deadletterqueue"
_MEGABYTE = 1024 * 1024


class Queue:
    """Accepts messages and decides where each goes; its sub-queues keep and deliver them."""

    def __init__(self, properties: QueueProperties, store: Store, namespace: Namespace) -> None:
        self.properties, self.store, self.namespace = properties, store, namespace
        name, inventory = properties.name, partial(Inventory, store, self.key)
        self.active = SubQueue(self, name, inventory(is_dead_letter=False))
        self.dead_letter = SubQueue(self, name + DEAD_LETTER_SUFFIX, inventory(is_dead_letter=True))
        self.duplicates = DuplicateHistory(properties.duplicate_detection_window)
        self.last_sequence_number = 0
        self.created_at = self.updated_at = self.accessed_at = now()

    @property
    def name(self) -> str:
        """The queue's name as it was configured."""
        return self.properties.name

    @property
    def key(self) -> str:
        """The name in lower case: Service Bus ignores the case of names."""
        return self.properties.name.lower()

    @property
    def size(self) -> int:
        """The bytes of all its messages."""
        return self.active.messages.size + self.dead_letter.messages.size

    def save(self) -> None:
        """Store the queue's properties, last sequence number and times."""
        times = (self.created_at, self.updated_at, self.accessed_at)
        properties = encode_properties(self.properties)
        self.store.put_queue(QueueRecord(self.key, properties, self.last_sequence_number, *times))

    def check_accepts_messages(self) -> None:
        """Make sure that the queue accepts messages now.

        :raises ServiceBusError: if its status or its size forbids it.
        """
        check_may_send(self.active)
        if self.size >= self.properties.max_size_in_megabytes * _MEGABYTE:
            raise QuotaExceededError(self.name, self.properties.max_size_in_megabytes)

    def enqueue(self, encoded_messages: Iterable[bytes]) -> list[int]:
        """Accept messages, except duplicates; return a sequence number for each.

        :raises DecodeError: if one of them is not an AMQP message; then none is accepted.
        :raises ServiceBusError: if the queue accepts no messages now.
        """
        messages = [parse(encoded) for encoded in encoded_messages]
        self.check_accepts_messages()
        at = self.accessed_at = now()
        sequence_numbers = [self._accept(message, at) for message in messages]
        self.save()
        self.active.pump()
        return sequence_numbers

    def accept(self, message: Message) -> None:
        """Add a message from another queue; its deliveries there do not count here."""
        message.delivery_count = 0
        self.accessed_at = now()
        self._accept(message, self.accessed_at)
        self.save()
        self.active.pump()

    def activate(self, message: Message) -> None:
        """Enqueue a scheduled message whose time has come: last, under a new number, as on the real service."""
        message.sequence_number = self._next_sequence_number()
        message.scheduled_for = None
        self._place(message, now())
        self.save()
        self.active.pump()

    def move_to_dead_letters(
        self, message: Message, reason: str | None, description: str | None, *, may_forward: bool = True
    ) -> None:
        """Put a message, which must be in no queue, where the dead letters go.

        That is the queue that ForwardDeadLetteredMessagesTo names, unless ``may_forward`` is false: the dead-letter
        queue's own messages stay there.
        """
        message.note_dead_letter(reason, description)
        address = self.properties.forward_dead_letters_to
        if address and may_forward:
            message.annotations[DEAD_LETTER_SOURCE] = e.string(self.name)
            try:
                forward(message, self.namespace, address)
            except ForwardingError as error:
                message.note_dead_letter(error.reason, str(error))
            else:
                return
        self.dead_letter.put(message)
        self.dead_letter.pump()

    def update(self, properties: QueueProperties) -> None:
        """Change the properties. Messages keep their time to live; if the queue now forwards, it forwards them."""
        self.properties = properties
        self.duplicates.window = properties.duplicate_detection_window
        self.updated_at = now()
        self.save()
        if not properties.may_receive:
            for subqueue in (self.active, self.dead_letter):
                subqueue.consumers.refuse_all(EntityDisabledError(self.name, properties.status))
        if properties.forward_to:
            for message in self.active.messages.unlocked(len(self.active.messages)):
                self.active.remove(message)
                self._forward(message)

    def close(self) -> None:
        """Stop timers and detach consumers."""
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
        self.store.put_message_id(MessageIdRecord(self.key, message_id, at))
        return False

    def _place(self, message: Message, at: int) -> None:
        message.enqueued_at = max(at, message.scheduled_for or at)
        if message.time_to_live or self.properties.time_to_live:
            set_expiry(message, self.properties.time_to_live)
        if self.properties.forward_to and not message.is_due_later(at):
            self._forward(message)
        else:
            self.active.put(message)

    def _forward(self, message: Message) -> None:
        try:
            forward(message, self.namespace, self.properties.forward_to or "")
        except ForwardingError as error:
            self.move_to_dead_letters(message, error.reason, str(error))
