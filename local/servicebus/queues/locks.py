"""The locks that receivers hold on messages."""

from uuid import UUID, uuid4

from ..clock import now
from ..errors import MessageLockLostError
from .message import Lock, Message


class Locks:
    """Finds locked messages by their lock tokens."""

    def __init__(self) -> None:
        self._messages: dict[UUID, Message] = {}

    def hold(self, message: Message, until: int) -> None:
        """Lock a message under a new token."""
        message.lock = Lock(uuid4(), until)
        self._messages[message.lock.token] = message

    def release(self, message: Message) -> None:
        """Unlock a message, if it is locked."""
        if message.lock:
            del self._messages[message.lock.token]
            message.lock = None

    def held(self) -> list[Message]:
        """Return the locked messages."""
        return [*self._messages.values()]

    def find(self, token: UUID) -> Message:
        """Return the message that a token holds.

        :raises MessageLockLostError: if the token holds none, or its lock has expired.
        """
        message = self._messages.get(token)
        if message is None or message.lock is None or message.lock.until <= now():
            raise MessageLockLostError
        return message
