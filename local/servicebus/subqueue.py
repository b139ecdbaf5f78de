"""One ordered store of messages: a queue's own, or its dead-letter queue."""

import heapq
from collections import deque
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from .dead_lettering import bury
from .errors import EntityNotFoundError, ServiceBusError
from .inventory import Inventory
from .locks import Locks
from .message import Message, State, now
from .sections import RawMap
from .timetable import Timetable

if TYPE_CHECKING:
    from .queue import Queue


class Consumer(Protocol):
    """A receiver's link."""

    receives_and_deletes: bool

    @property
    def credit(self) -> int:
        """How many messages it can take now."""

    def deliver(self, message: Message) -> None:
        """Send it a message."""

    def refuse(self, error: ServiceBusError) -> None:
        """End it, for a reason."""


class SubQueue:
    """Gives its messages to its consumers, and each of them back when it was not done in time."""

    def __init__(self, queue: "Queue", name: str, *, is_dead_letter: bool) -> None:
        self.queue, self.name, self.is_dead_letter = queue, name, is_dead_letter
        self.consumers: deque[Consumer] = deque()
        self.messages = Inventory()
        self._ready: list[int] = []  # a heap of sequence numbers; some may have gone since
        self._locks = Locks()
        self._timetable = Timetable(self._on_time, self.messages.__contains__)

    # Storing

    def put(self, message: Message) -> None:
        """Take in a new message, or one that moves here."""
        message.state = State.SCHEDULED if message.is_due_later(now()) else State.ACTIVE
        self.restore(message)
        self.queue.store.put(message)

    def restore(self, message: Message) -> None:
        """Take in a message that is on disk already."""
        message.subqueue = self
        self.messages.add(message)
        if message.state is State.SCHEDULED:
            self._timetable.add(message.scheduled_for or now(), message.sequence_number)
        elif message.state is State.ACTIVE:
            heapq.heappush(self._ready, message.sequence_number)
        if message.expires_at:
            self._timetable.add(message.expires_at, message.sequence_number)

    def remove(self, message: Message) -> None:
        """Forget a message for good."""
        self.queue.store.delete(message)
        self._take_out(message)

    def _take_out(self, message: Message) -> None:
        self._locks.let_go(message)
        message.subqueue = None
        self.messages.take(message)

    def close(self) -> None:
        """Let nothing happen any more: the broker stops, or the queue is deleted."""
        self._timetable.clear()
        self.messages.clear()
        self._locks = Locks()
        self.refuse_all(EntityNotFoundError(self.name))

    def refuse_all(self, error: ServiceBusError) -> None:
        """End every consumer, for a reason."""
        for consumer in list(self.consumers):
            consumer.refuse(error)

    # Delivering

    def pump(self) -> None:
        """Deliver what is ready to the consumers that have credit, in turn."""
        without_credit = 0
        while self._ready and without_credit < len(self.consumers):
            consumer = self.consumers[0]
            self.consumers.rotate(-1)
            if consumer.credit <= 0:
                without_credit += 1
                continue
            without_credit = 0
            message = self._next_ready()
            if message is None:
                return
            self.queue.accessed_at = now()
            if consumer.receives_and_deletes:
                self.remove(message)
            else:
                self._lock(message)
            consumer.deliver(message)

    def _next_ready(self) -> Message | None:
        while self._ready:
            message = self.messages.get(heapq.heappop(self._ready))
            if message is None or message.state is not State.ACTIVE or message.lock:
                continue
            if not message.is_expired(now()):
                return message
            self._expire(message)
        return None

    # Locking

    def _lock(self, message: Message) -> None:
        until = now() + self.queue.properties.lock_duration
        self._locks.hold(message, until)
        self._timetable.add(until, message.sequence_number)

    def renew(self, token: UUID) -> int:
        """Lock a held message anew; return until when."""
        message = self._locks.find(token)
        until = now() + self.queue.properties.lock_duration
        if message.lock:
            message.lock.until = until
        self._timetable.add(until, message.sequence_number)
        return until

    # Settling

    def expect_locked(self, tokens: list[UUID]) -> None:
        """Make sure that each token holds a message, so that what is done to all of them is not done by halves.

        :raises MessageLockLostError: if one of them does not.
        """
        for token in tokens:
            self._locks.find(token)

    def complete(self, token: UUID) -> None:
        """Remove a message that is done."""
        self.remove(self._locks.find(token))

    def release(self, token: UUID) -> None:
        """Give a message back as if it had never been delivered."""
        message = self._locks.find(token)
        self._locks.let_go(message)
        self._return(message)

    def abandon(self, token: UUID, changes: RawMap | None = None) -> None:
        """Give a message back, with application properties changed; its delivery count goes up."""
        message = self._locks.find(token)
        self._change(message, changes)
        self._delivery_failed(message)

    def defer(self, token: UUID, changes: RawMap | None = None) -> None:
        """Set a message aside until it is asked for by its sequence number."""
        message = self._locks.find(token)
        self._change(message, changes)
        self._locks.let_go(message)
        self.messages.change_state(message, State.DEFERRED)
        self.queue.store.update(message)
        self._return(message)

    def dead_letter(
        self, token: UUID, reason: str | None, description: str | None, changes: RawMap | None = None
    ) -> None:
        """Move a message to the dead-letter queue."""
        message = self._locks.find(token)
        message.set_properties(changes or {})
        self._bury(message, reason, description)

    def _change(self, message: Message, changes: RawMap | None) -> None:
        if changes:
            message.set_properties(changes)
            self.queue.store.put(message)

    def _delivery_failed(self, message: Message) -> None:
        self._locks.let_go(message)
        message.delivery_count += 1
        if not self.is_dead_letter and message.delivery_count >= self.queue.properties.max_delivery_count:
            description = f"Message could not be consumed after {message.delivery_count} delivery attempts."
            self._bury(message, "MaxDeliveryCountExceeded", description)
        else:
            self.queue.store.update(message)
            self._return(message)

    def end_deliveries(self) -> None:
        """End every lock as if its time were over."""
        for message in self._locks.held():
            self._delivery_failed(message)

    def _return(self, message: Message) -> None:
        if message.is_expired(now()):
            self._expire(message)
        elif message.state is State.ACTIVE:
            heapq.heappush(self._ready, message.sequence_number)
            self.pump()

    def _bury(self, message: Message, reason: str | None, description: str | None) -> None:
        self.remove(message)
        bury(message, self, reason, description)

    # Time

    def _on_time(self, sequence_number: int) -> None:
        message, at = self.messages.get(sequence_number), now()
        if message is None:
            return
        if message.lock:
            if message.lock.until <= at:
                self._delivery_failed(message)
        elif message.state is State.SCHEDULED:
            if not message.is_due_later(at):
                self.remove(message)
                self.queue.activate(message)
        elif message.is_expired(at):
            self._expire(message)

    def _expire(self, message: Message) -> None:
        if self.queue.properties.dead_letter_on_expiration and not self.is_dead_letter:
            self._bury(message, "TTLExpiredException", "The message expired and was dead lettered.")
        else:
            self.remove(message)

    # By sequence number

    def receive_deferred(self, sequence_numbers: list[int], *, delete: bool) -> list[Message]:
        """Lock or remove deferred messages.

        :raises MessageNotFoundError: if one of them is not there, or locked; then none is touched.
        """
        messages = self.messages.expect(sequence_numbers, State.DEFERRED)
        for message in messages:
            if delete:
                self.remove(message)
            else:
                self._lock(message)
        return messages

    def cancel_scheduled(self, sequence_numbers: list[int]) -> None:
        """Remove scheduled messages.

        :raises MessageNotFoundError: if one of them is not there; then none is removed.
        """
        for message in self.messages.expect(sequence_numbers, State.SCHEDULED):
            self.remove(message)

    def delete_waiting(self, count: int, enqueued_before: int) -> int:
        """Remove up to ``count`` active messages that nobody holds, the oldest first; return how many.

        That deferred and scheduled ones stay is assumed: the service's documents do not say.
        """
        messages = self.messages.waiting(count, enqueued_before)
        for message in messages:
            self.remove(message)
        return len(messages)
