"""The receiving links of a sub-queue."""

from collections import deque
from typing import Protocol

from ..errors import ServiceBusError
from .message import Message


class Consumer(Protocol):
    """A link on which a client receives."""

    receives_and_deletes: bool

    @property
    def credit(self) -> int:
        """How many messages the client accepts now."""

    def deliver(self, message: Message) -> None:
        """Send the client a message."""

    def refuse(self, error: ServiceBusError) -> None:
        """Detach the link with an error."""


class Consumers(deque[Consumer]):
    """The consumers, each of which has its turn."""

    def next_with_credit(self) -> Consumer | None:
        """Return the next consumer in turn that accepts a message."""
        for _ in range(len(self)):
            consumer = self[0]
            self.rotate(-1)
            if consumer.credit > 0:
                return consumer
        return None

    def refuse_all(self, error: ServiceBusError) -> None:
        """Detach every consumer with an error."""
        for consumer in list(self):
            consumer.refuse(error)
