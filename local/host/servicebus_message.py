"""A received message as the host describes it to the worker, and as the function gets it (pure)."""

import json
from datetime import datetime
from typing import Any

import azure.functions as func
from azure.functions.meta import Datum
from azure.servicebus import ServiceBusReceivedMessage
from azure.servicebus.amqp import AmqpMessageBodyType


class UnboundBodyError(Exception):
    """A body that no function can be given."""


def to_argument(message: ServiceBusReceivedMessage) -> func.ServiceBusMessage:
    """Return the function's argument for a message.

    :raises UnboundBodyError: if the body is a sequence, or a value that is no string.
    """
    return argument_of(_text_of(message), _metadata(message))


def _text_of(message: ServiceBusReceivedMessage) -> str:
    """Return a body as the host's ``MessageToStringConverter.cs`` does (Azure/azure-sdk-for-net).

    The SDK gives strings and binaries as bytes, so a binary value, which the host refuses, is taken for a string.
    """
    body = message.body
    if message.body_type == AmqpMessageBodyType.DATA:
        body = b"".join(body)
    elif message.body_type == AmqpMessageBodyType.SEQUENCE:
        raise UnboundBodyError("A sequence body message cannot be bound to a string.")
    elif body is None:
        body = b""  # assumed: a message without any body has an empty one
    if isinstance(body, bytes):
        return body.decode("utf-8", "replace")
    if isinstance(body, str):
        return body
    raise UnboundBodyError(f"A message with a value type of {type(body).__name__} cannot be bound to a string.")


def argument_of(body: str, metadata: dict[str, Datum]) -> func.ServiceBusMessage:
    """Return the function's argument for a body and the host's metadata.

    The host hands a body over as text: what is no UTF-8 has U+FFFD in its place.
    """
    converter = func.get_binding_registry().get("serviceBusTrigger")
    metadata.setdefault("UserProperties", Datum("{}", "json"))
    metadata.setdefault("ApplicationProperties", Datum("{}", "json"))
    argument: func.ServiceBusMessage = converter.decode(Datum(body, "string"), trigger_metadata=metadata)
    return argument


def _metadata(message: ServiceBusReceivedMessage) -> dict[str, Datum]:
    properties = {_text(key): _plain(value) for key, value in (message.application_properties or {}).items()}
    values: dict[str, object] = {
        "MessageId": message.message_id,
        "DeliveryCount": (message.delivery_count or 0) + 1,  # the host counts the delivery at hand, AMQP does not
        "SequenceNumber": message.sequence_number,
        "EnqueuedSequenceNumber": message.enqueued_sequence_number,
        "EnqueuedTimeUtc": _time(message.enqueued_time_utc),
        "ExpiresAtUtc": _time(message.expires_at_utc),
        "LockedUntil": _time(message.locked_until_utc),
        "LockToken": str(message.lock_token) if message.lock_token else None,
        "ContentType": message.content_type,
        "CorrelationId": message.correlation_id,
        "Subject": message.subject,
        "Label": message.subject,
        "To": message.to,
        "ReplyTo": message.reply_to,
        "PartitionKey": message.partition_key,
        "SessionId": message.session_id,
        "DeadLetterSource": message.dead_letter_source,
        "DeadLetterReason": message.dead_letter_reason,
        "DeadLetterErrorDescription": message.dead_letter_error_description,
    }
    metadata = {
        name: Datum(value, "int" if isinstance(value, int) else "string")
        for name, value in values.items()
        if value is not None
    }
    encoded = json.dumps(properties)
    return metadata | {name: Datum(encoded, "json") for name in ("UserProperties", "ApplicationProperties")}


def _time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") if moment else None  # UTC, but naive, as from the real host


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _plain(value: Any) -> object:  # noqa: ANN401 - an AMQP value
    return _text(value) if isinstance(value, (str, bytes)) else value if isinstance(value, (int, float)) else str(value)
