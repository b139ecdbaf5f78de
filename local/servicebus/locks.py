"""The messages that receivers hold for a while."""

from uuid import UUID, uuid4

from .errors import MessageLockLostError
from .message import Lock, Message, now


class Locks:
    """Finds held messages by their lock token."""

    def __init__(self) -> None:
        self._messages: dict[UUID, Message] = {}

    def hold(self, message: Message, until: int) -> None:
        """Lock a message under a new token."""
        message.lock = Lock(uuid4(), until)
        self._messages[message.lock.token] = message

    def let_go(self, message: Message) -> None:
        """Unlock a message, if it is locked."""
        if message.lock:
            del self._messages[message.lock.token]
            message.lock = None

    def held(self) -> list[Message]:
        """Return the messages that are held."""
        return [*self._messages.values()]

    def find(self, token: UUID) -> Message:
        """Return the message that a token holds.

        :raises MessageLockLostError: if it holds none, or no longer.
        """
        message = self._messages.get(token)
        if message is None or message.lock is None or message.lock.until <= now():
            raise MessageLockLostError
        return message
