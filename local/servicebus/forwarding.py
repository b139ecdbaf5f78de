"""Auto-forwarding: a queue hands on what it takes, or what dies in it, to another queue.

https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
"""

from typing import TYPE_CHECKING

from .errors import ServiceBusError

if TYPE_CHECKING:
    from .message import Message
    from .queue import Queue

MAX_HOPS = 4


class ForwardingError(Exception):
    """A message cannot be handed on; the text, and the reason for its dead-lettering."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


def forward(message: "Message", source: "Queue", address: str) -> None:
    """Put a message that is in no queue now into the queue at an address.

    :raises ForwardingError: if there is none, it takes nothing, or the message went through too many already.
    """
    if message.hops >= MAX_HOPS:
        raise ForwardingError("MaxTransferHopCountExceeded", f"The message was forwarded {MAX_HOPS} times already.")
    message.hops += 1
    try:
        destination = source.namespace.find(address).queue
        destination.check_takes_messages()
    except ServiceBusError as error:
        raise ForwardingError("TransferFailed", str(error)) from error  # assumed: the service's word was not found
    destination.take(message)
