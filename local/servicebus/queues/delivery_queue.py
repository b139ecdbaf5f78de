"""Messages in order: each is handed to a consumer, and comes back when its lock expires."""

from collections.abc import Iterable
from typing import Protocol

from ..clock import now
from ..errors import EntityNotFoundError
from .consumers import Consumers
from .inventory import Inventory
from .locks import Locks
from .message import Message, State
from .properties import QueueProperties
from .ready import ReadyMessages
from .timetable import Timetable


class Owner(Protocol):
    """The queue, as its two sub-queues need it."""

    properties: QueueProperties
    accessed_at: int

    def enqueue(self, encoded_messages: Iterable[bytes]) -> list[int]:
        """Accept messages; return a sequence number for each."""

    def activate(self, message: Message) -> None:
        """Enqueue a scheduled message whose time has come."""

    def move_to_dead_letters(
        self, message: Message, reason: str | None, description: str | None, *, may_forward: bool
    ) -> None:
        """Put a message where the queue's dead letters go."""


class DeliveryQueue:
    """Stores messages, hands them out, locks them, and expires them."""

    def __init__(self, queue: Owner, name: str, messages: Inventory) -> None:
        self.queue, self.name, self.messages, self.is_dead_letter = queue, name, messages, messages.is_dead_letter
        self.consumers = Consumers()
        self._ready = ReadyMessages(self.messages)
        self._locks = Locks()
        self._timetable = Timetable(self._on_time, self.messages.__contains__)

    def put(self, message: Message) -> None:
        """Add a new message, or one from another queue."""
        message.state = State.SCHEDULED if message.is_due_later(now()) else State.ACTIVE
        self.messages.add(message)
        self._plan(message)

    def restore(self, message: Message) -> None:
        """Add a message that is in the store already."""
        self.messages.restore(message)
        self._plan(message)

    def _plan(self, message: Message) -> None:
        if message.state is State.SCHEDULED:
            self._timetable.add(message.scheduled_for or now(), message.sequence_number)
        elif message.state is State.ACTIVE:
            self._ready.push(message)
        if message.expires_at:
            self._timetable.add(message.expires_at, message.sequence_number)

    def remove(self, message: Message) -> None:
        """Remove a message for good."""
        self._locks.release(message)
        self.messages.remove(message)

    def close(self) -> None:
        """Stop timers and detach consumers: the broker stops, or the queue is deleted."""
        self._timetable.clear()
        self.messages.clear()
        self._locks = Locks()
        self.consumers.refuse_all(EntityNotFoundError(self.name))

    def pump(self) -> None:
        """Hand ready messages to the consumers that have credit, in turn."""
        while self._ready and (consumer := self.consumers.next_with_credit()):
            message = self._next_ready()
            if message is None:
                return
            self.queue.accessed_at = now()
            if consumer.receives_and_deletes:
                self.remove(message)
            else:
                self._lock(message)
            consumer.deliver(message)

    def end_deliveries(self) -> None:
        """End every lock as if it had expired."""
        for message in self._locks.held():
            self._fail_delivery(message)

    def _next_ready(self) -> Message | None:
        while message := self._ready.pop():
            if not message.is_expired(now()):
                return message
            self._expire(message)
        return None

    def _lock(self, message: Message) -> None:
        until = now() + self.queue.properties.lock_duration
        self._locks.hold(message, until)
        self._timetable.add(until, message.sequence_number)

    def _give_back(self, message: Message) -> None:
        if message.is_expired(now()):
            self._expire(message)
        elif message.state is State.ACTIVE:
            self._ready.push(message)
            self.pump()

    def _fail_delivery(self, message: Message) -> None:
        self._locks.release(message)
        message.delivery_count += 1
        if not self.is_dead_letter and message.delivery_count >= self.queue.properties.max_delivery_count:
            description = f"Message could not be consumed after {message.delivery_count} delivery attempts."
            self._move_to_dead_letters(message, "MaxDeliveryCountExceeded", description)
        else:
            self.messages.save_state(message)
            self._give_back(message)

    def _move_to_dead_letters(self, message: Message, reason: str | None, description: str | None) -> None:
        self.remove(message)
        self.queue.move_to_dead_letters(message, reason, description, may_forward=not self.is_dead_letter)

    def _on_time(self, sequence_number: int) -> None:
        message, at = self.messages.get(sequence_number), now()
        if message is None:
            return
        if message.lock:
            if message.lock.until <= at:
                self._fail_delivery(message)
        elif message.state is State.SCHEDULED:
            if not message.is_due_later(at):
                self.remove(message)
                self.queue.activate(message)
        elif message.is_expired(at):
            self._expire(message)

    def _expire(self, message: Message) -> None:
        if self.queue.properties.dead_letter_on_expiration and not self.is_dead_letter:
            self._move_to_dead_letters(message, "TTLExpiredException", "The message expired and was dead lettered.")
        else:
            self.remove(message)
