"""A message's body as text, as the Service Bus extension converts it.

Source: ``MessageToStringConverter.cs`` of Azure/azure-sdk-for-net.
"""

from azure.servicebus import ServiceBusReceivedMessage
from azure.servicebus.amqp import AmqpMessageBodyType


class UnboundBodyError(Exception):
    """A body that cannot be passed to a function."""


def text_of(message: ServiceBusReceivedMessage) -> str:
    """Return the body as text; bytes that are not UTF-8 become U+FFFD.

    The Python SDK returns both strings and binaries as bytes, so a binary value, which the host refuses, is read as a
    string.

    :raises UnboundBodyError: if the body is a sequence, or a value that is not a string.
    """
    body = message.body
    if message.body_type == AmqpMessageBodyType.DATA:
        body = b"".join(body)
    elif message.body_type == AmqpMessageBodyType.SEQUENCE:
        raise UnboundBodyError("A sequence body message cannot be bound to a string.")
    elif body is None:
        body = b""  # an assumption: the source does not show a message without any body
    if isinstance(body, bytes):
        return body.decode("utf-8", "replace")
    if isinstance(body, str):
        return body
    raise UnboundBodyError(f"A message with a value type of {type(body).__name__} cannot be bound to a string.")
