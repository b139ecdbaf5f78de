"""A received message as the function's argument, by way of the metadata that the host sends to the worker."""

import json
from datetime import datetime
from typing import Any

import azure.functions as func
from azure.functions.meta import Datum
from azure.servicebus import ServiceBusReceivedMessage

from local.host.ported.message_text import text_of


def to_argument(message: ServiceBusReceivedMessage) -> func.ServiceBusMessage:
    """Return the function's argument for a message.

    :raises UnboundBodyError: if the body is a sequence, or a value that is not a string.
    """
    return argument_of(text_of(message), _metadata(message))


def argument_of(body: str, metadata: dict[str, Datum]) -> func.ServiceBusMessage:
    """Return the function's argument for a body's text and the host's metadata."""
    converter = func.get_binding_registry().get("serviceBusTrigger")
    metadata.setdefault("UserProperties", Datum("{}", "json"))
    metadata.setdefault("ApplicationProperties", Datum("{}", "json"))
    argument: func.ServiceBusMessage = converter.decode(Datum(body, "string"), trigger_metadata=metadata)
    return argument


def _metadata(message: ServiceBusReceivedMessage) -> dict[str, Datum]:
    properties = {_text(key): _plain(value) for key, value in (message.application_properties or {}).items()}
    values: dict[str, object] = {
        "MessageId": message.message_id,
        "DeliveryCount": (message.delivery_count or 0) + 1,  # the host counts this delivery, AMQP only those before
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
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") if moment else None  # UTC without offset, as from the real host


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _plain(value: Any) -> object:  # noqa: ANN401 - an AMQP value
    return _text(value) if isinstance(value, (str, bytes)) else value if isinstance(value, (int, float)) else str(value)
