"""One ordered store of messages: a queue's own, or its dead-letter queue."""

import asyncio
import heapq
import uuid
from collections import Counter, deque
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from sortedcontainers import SortedDict

from .amqp import encoding as e
from .errors import MessageLockLostError, MessageNotFoundError
from .message import Lock, Message, State, now

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


class SubQueue:
    """Messages by sequence number, those ready to deliver, and who is locked."""

    def __init__(self, queue: "Queue", name: str, *, is_dead_letter: bool) -> None:
        self.queue, self.name, self.is_dead_letter = queue, name, is_dead_letter
        self.consumers: deque[Consumer] = deque()
        self._messages: SortedDict[int, Message] = SortedDict()
        self._ready: list[int] = []  # a heap of sequence numbers; some may have gone since
        self._locked: dict[uuid.UUID, Message] = {}

    # Storing

    def put(self, message: Message) -> None:
        """Take in a new message, or one that moves here."""
        if message.scheduled_for and message.scheduled_for > now():
            message.state = State.SCHEDULED
        self.restore(message)
        self.queue.store.put(message)

    def restore(self, message: Message) -> None:
        """Take in a message that is on disk already."""
        message.subqueue = self
        self._messages[message.sequence_number] = message
        if message.state is State.SCHEDULED and message.scheduled_for:
            self._call_at(message.scheduled_for, message, self._activate)
        elif message.state is State.ACTIVE:
            self._make_ready(message)
        if message.expires_at:
            self._call_at(message.expires_at, message, self._expire)

    def remove(self, message: Message) -> None:
        """Forget a message for good."""
        self.queue.store.delete(message)
        self._take_out(message)

    def _take_out(self, message: Message) -> None:
        self._unlock(message)
        for timer in message.timers:
            timer.cancel()
        message.timers.clear()
        message.subqueue = None
        self._messages.pop(message.sequence_number, None)

    # Delivering

    def pump(self) -> None:
        """Deliver what is ready to the consumers that have credit, in turn."""
        idle = 0
        while self._ready and idle < len(self.consumers):
            consumer = self.consumers[0]
            self.consumers.rotate(-1)
            if consumer.credit <= 0:
                idle += 1
                continue
            idle = 0
            message = self._next_ready()
            if message is None:
                return
            if consumer.receives_and_deletes:
                self.remove(message)
            else:
                self._lock(message)
            consumer.deliver(message)

    def _next_ready(self) -> Message | None:
        while self._ready:
            message = self._messages.get(heapq.heappop(self._ready))
            if message and message.state is State.ACTIVE and message.lock is None:
                return message
        return None

    def _make_ready(self, message: Message) -> None:
        heapq.heappush(self._ready, message.sequence_number)

    # Locking

    def _lock(self, message: Message) -> None:
        token, until = uuid.uuid4(), now() + self.queue.properties.lock_duration
        timer = self._call_at(until, message, self._lock_expired, keep=False)
        message.lock = Lock(token, until, timer)
        self._locked[token] = message

    def _unlock(self, message: Message) -> None:
        if message.lock:
            message.lock.timer.cancel()
            del self._locked[message.lock.token]
            message.lock = None

    def _held(self, token: uuid.UUID) -> Message:
        message = self._locked.get(token)
        if message is None or message.lock is None or message.lock.until <= now():
            raise MessageLockLostError
        return message

    def renew(self, token: uuid.UUID) -> int:
        """Lock a held message anew; return until when."""
        message = self._held(token)
        assert message.lock is not None  # noqa: S101 - _held has looked
        message.lock.timer.cancel()
        message.lock.until = now() + self.queue.properties.lock_duration
        message.lock.timer = self._call_at(message.lock.until, message, self._lock_expired, keep=False)
        return message.lock.until

    def _lock_expired(self, message: Message) -> None:
        self._unlock(message)
        self._delivery_failed(message)

    # Settling

    def complete(self, token: uuid.UUID) -> None:
        """Remove a message that is done."""
        self.remove(self._held(token))

    def release(self, token: uuid.UUID) -> None:
        """Give a message back as if it had never been delivered."""
        message = self._held(token)
        self._unlock(message)
        self._return(message)

    def abandon(self, token: uuid.UUID) -> None:
        """Give a message back; its delivery count goes up."""
        message = self._held(token)
        self._unlock(message)
        self._delivery_failed(message)

    def defer(self, token: uuid.UUID) -> None:
        """Set a message aside until it is asked for by its sequence number."""
        message = self._held(token)
        self._unlock(message)
        message.state = State.DEFERRED
        self.queue.store.update(message)

    def dead_letter(self, token: uuid.UUID, reason: str | None, description: str | None) -> None:
        """Move a message to the dead-letter queue."""
        self._bury(self._held(token), reason, description)

    def _delivery_failed(self, message: Message) -> None:
        message.delivery_count += 1
        if not self.is_dead_letter and message.delivery_count >= self.queue.properties.max_delivery_count:
            description = f"Message could not be consumed after {message.delivery_count} delivery attempts."
            self._bury(message, "MaxDeliveryCountExceeded", description)
        else:
            self.queue.store.update(message)
            self._return(message)

    def _return(self, message: Message) -> None:
        if message.state is State.ACTIVE:
            self._make_ready(message)
            self.pump()

    def _bury(self, message: Message, reason: str | None, description: str | None) -> None:
        for key, value in (("DeadLetterReason", reason), ("DeadLetterErrorDescription", description)):
            if value is not None:
                message.application_properties[key] = e.string(value)
        self._take_out(message)
        message.state, message.expires_at, message.scheduled_for = State.ACTIVE, None, None
        self.queue.dead_letter.put(message)
        self.queue.dead_letter.pump()

    # Time

    def _call_at(
        self, when: int, message: Message, callback: "MessageCallback", *, keep: bool = True
    ) -> asyncio.TimerHandle:
        timer = asyncio.get_running_loop().call_later(max(0, when - now()) / 1000, callback, message)
        if keep:
            message.timers.append(timer)
        return timer

    def _activate(self, message: Message) -> None:
        message.state = State.ACTIVE
        message.scheduled_for = None
        self.queue.store.update(message)
        self._return(message)

    def _expire(self, message: Message) -> None:
        if message.lock:  # whoever holds it may still settle it
            self._call_at(message.lock.until + 1, message, self._expire)
        elif self.queue.properties.dead_letter_on_expiration and not self.is_dead_letter:
            self._bury(message, "TTLExpiredException", "The message expired and was dead lettered.")
        else:
            self.remove(message)

    # Asking

    def peek(self, first_sequence_number: int, count: int) -> list[Message]:
        """Return up to ``count`` messages of any state, without locking them."""
        keys = islice(self._messages.irange(minimum=first_sequence_number), count)
        return [self._messages[key] for key in keys]

    def receive_deferred(self, sequence_numbers: list[int], *, delete: bool) -> list[Message]:
        """Lock or remove deferred messages.

        :raises MessageNotFoundError: if one of them is not there, or locked; then none is touched.
        """
        messages = [self._expect(number, State.DEFERRED) for number in sequence_numbers]
        for message in messages:
            if delete:
                self.remove(message)
            else:
                self._lock(message)
        return messages

    def cancel_scheduled(self, sequence_numbers: list[int]) -> None:
        """Remove scheduled messages; all or none."""
        for message in [self._expect(number, State.SCHEDULED) for number in sequence_numbers]:
            self.remove(message)

    def _expect(self, sequence_number: int, state: State) -> Message:
        message = self._messages.get(sequence_number)
        if message is None or message.state is not state or message.lock:
            text = f"There is no {state.name.lower()} message with sequence number {sequence_number}."
            raise MessageNotFoundError(text)
        return message

    def counts(self) -> Counter[State]:
        """Return how many messages are in which state."""
        return Counter(message.state for message in self._messages.values())

    def size(self) -> int:
        """Return the bytes of all messages."""
        return sum(message.size for message in self._messages.values())


class MessageCallback(Protocol):
    """What a timer calls."""

    def __call__(self, message: Message, /) -> None:
        """Handle that the time has come."""
