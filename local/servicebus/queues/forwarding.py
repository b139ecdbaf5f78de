"""Auto-forwarding: a queue passes its messages, or its dead letters, on to another queue.

https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
"""

from typing import Protocol

from ..errors import ServiceBusError
from .message import Message

MAX_HOPS = 4


class Destination(Protocol):
    """A queue that messages are forwarded to."""

    def check_accepts_messages(self) -> None:
        """Raise ServiceBusError if the queue accepts no message now."""

    def accept(self, message: Message) -> None:
        """Add a message from another queue."""


class Namespace(Protocol):
    """The queues that can be forwarded to, found by address."""

    def find_queue(self, address: str) -> Destination:
        """Return a queue, or raise EntityNotFoundError."""


class ForwardingError(Exception):
    """A message cannot be forwarded; ``reason`` becomes its dead-letter reason, and the text its description."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


def forward(message: Message, namespace: Namespace, address: str) -> None:
    """Put a message, which must be in no queue, into the queue at an address.

    :raises ForwardingError: if there is no such queue, it accepts no message, or the message was forwarded too often.
    """
    if message.hops >= MAX_HOPS:
        raise ForwardingError("MaxTransferHopCountExceeded", f"The message was forwarded {MAX_HOPS} times already.")
    message.hops += 1
    try:
        destination = namespace.find_queue(address)
        destination.check_accepts_messages()
    except ServiceBusError as error:
        raise ForwardingError("TransferFailed", str(error)) from error  # assumed: the service's own word is unknown
    destination.accept(message)
