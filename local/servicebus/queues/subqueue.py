"""A queue's own messages, or its dead letters: settled, and found by number."""

from uuid import UUID

from ..amqp.sections import RawMap
from ..clock import now
from .delivery_queue import DeliveryQueue
from .message import Message, State


class SubQueue(DeliveryQueue):
    """Settles messages by their lock tokens, and finds others by their sequence numbers.

    A method that takes a token raises MessageLockLostError if the token holds no message, or no longer.
    """

    def expect_locked(self, tokens: list[UUID]) -> None:
        """Make sure that each token holds a message, so that a request is carried out for all or none."""
        for token in tokens:
            self._locks.find(token)

    def renew(self, token: UUID) -> int:
        """Renew a message's lock; return the time at which it expires."""
        message = self._locks.find(token)
        until = now() + self.queue.properties.lock_duration
        if message.lock:
            message.lock.until = until
        self._timetable.add(until, message.sequence_number)
        return until

    def complete(self, token: UUID) -> None:
        """Remove a message whose work is done."""
        self.remove(self._locks.find(token))

    def release(self, token: UUID) -> None:
        """Give a message back as if it had never been delivered."""
        message = self._locks.find(token)
        self._locks.release(message)
        self._give_back(message)

    def abandon(self, token: UUID, changes: RawMap | None = None) -> None:
        """Give a message back, with application properties changed; its delivery count goes up."""
        message = self._locks.find(token)
        self._change(message, changes)
        self._fail_delivery(message)

    def defer(self, token: UUID, changes: RawMap | None = None) -> None:
        """Set a message aside until a client asks for it by its sequence number."""
        message = self._locks.find(token)
        self._change(message, changes)
        self._locks.release(message)
        self.messages.change_state(message, State.DEFERRED)
        self._give_back(message)

    def dead_letter(
        self, token: UUID, reason: str | None, description: str | None, changes: RawMap | None = None
    ) -> None:
        """Move a message to the dead letters."""
        message = self._locks.find(token)
        message.set_properties(changes or {})
        self._move_to_dead_letters(message, reason, description)

    def _change(self, message: Message, changes: RawMap | None) -> None:
        if changes:
            message.set_properties(changes)
            self.messages.save(message)

    def receive_deferred(self, sequence_numbers: list[int], *, delete: bool) -> list[Message]:
        """Lock or remove deferred messages, and return them.

        :raises MessageNotFoundError: if one of them is not there, or is locked; then all stay as they are.
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

        :raises MessageNotFoundError: if one of them is not there; then all stay.
        """
        for message in self.messages.expect(sequence_numbers, State.SCHEDULED):
            self.remove(message)

    def delete_unlocked(self, count: int, enqueued_before: int) -> int:
        """Remove up to ``count`` active messages that no receiver holds, the oldest first; return how many.

        That deferred and scheduled messages stay is an assumption: the service's documentation does not say.
        """
        messages = self.messages.unlocked(count, enqueued_before)
        for message in messages:
            self.remove(message)
        return len(messages)
