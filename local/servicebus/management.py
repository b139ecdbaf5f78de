"""What is asked over a queue's ``$management`` link, and over the ``$cbs`` link.

Operations: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from .amqp import encoding as e
from .amqp.decoding import decode, raw_items
from .broker import Broker
from .errors import ArgumentError, NotImplementedByStandInError, ServiceBusError
from .message import Message
from .sections import APPLICATION_PROPERTIES, PROPERTIES, VALUE, as_text, sections
from .subqueue import SubQueue

OK, ACCEPTED, NO_CONTENT = 200, 202, 204
RECEIVE_AND_DELETE = 0

T = TypeVar("T")


class Request(NamedTuple):
    """A request: which operation, its arguments, and the id (still encoded) to answer to."""

    operation: str
    body: dict[str, Any]
    message_id: bytes


def answer(broker: Broker, entity: str, is_cbs: bool, encoded_request: bytes) -> bytes:  # noqa: FBT001
    """Do what a request asks, and return the encoded reply.

    :raises DecodeError: if it is not an AMQP message.
    """
    request = _parse(encoded_request)
    if is_cbs:  # any token will do: the stand-in listens on loopback only
        return _reply(request, ACCEPTED, "Accepted", e.NULL, prefix="status-")
    try:
        operate = OPERATIONS.get(request.operation)
        if operate is None:
            message = f"The operation {request.operation!r} is not supported."
            raise NotImplementedByStandInError(message)
        status, value = operate(broker.find(entity), request.body)
    except ServiceBusError as error:
        return _reply(request, error.status, str(error), e.NULL, condition=error.condition)
    return _reply(request, status, "OK", value)


Operation = Callable[[SubQueue, dict[str, Any]], tuple[int, bytes]]


def _argument(body: dict[str, Any], name: str, kind: type[T]) -> T:
    value = body.get(name)
    if not isinstance(value, kind):
        message = f"The argument {name!r} must be of type {kind.__name__}."
        raise ArgumentError(message)
    return value


def _arguments(body: dict[str, Any], name: str, kind: type[T]) -> list[T]:
    values = _argument(body, name, list)
    if not all(isinstance(value, kind) for value in values):
        message = f"The argument {name!r} must be a list of type {kind.__name__}."
        raise ArgumentError(message)
    return values


def _renew_lock(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    expirations = [e.pack_long(subqueue.renew(token)) for token in _arguments(body, "lock-tokens", UUID)]
    return OK, e.map_of([(e.string("expirations"), e.array_of(e.TIMESTAMP_CODE, expirations))])


def _peek(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    first, count = _argument(body, "from-sequence-number", int), _argument(body, "message-count", int)
    messages = subqueue.messages.peek(first, max(0, count))
    if not messages:
        return NO_CONTENT, e.NULL
    return OK, _message_list([_message_map(message, peeked=True) for message in messages])


def _schedule(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    messages = [_argument(message, "message", bytes) for message in _arguments(body, "messages", dict)]
    numbers = subqueue.queue.enqueue(messages)
    encoded = e.array_of(e.LONG_CODE, [e.pack_long(number) for number in numbers])
    return OK, e.map_of([(e.string("sequence-numbers"), encoded)])


def _cancel_scheduled(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    subqueue.cancel_scheduled(_arguments(body, "sequence-numbers", int))
    return OK, e.NULL


def _receive_deferred(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    delete = body.get("receiver-settle-mode") == RECEIVE_AND_DELETE
    messages = subqueue.receive_deferred(_arguments(body, "sequence-numbers", int), delete=delete)
    return OK, _message_list([_message_map(message) for message in messages])


def _update_disposition(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    status = body["disposition-status"]
    for token in _arguments(body, "lock-tokens", UUID):
        if status == "completed":
            subqueue.complete(token)
        elif status == "abandoned":
            subqueue.abandon(token)
        elif status == "defered":  # the protocol's spelling
            subqueue.defer(token)
        elif status == "suspended":
            subqueue.dead_letter(
                token, as_text(body.get("deadletter-reason")), as_text(body.get("deadletter-description"))
            )
        else:
            message = f"The disposition status {status!r} is not supported."
            raise NotImplementedByStandInError(message)
    return OK, e.NULL


OPERATIONS: dict[str, Operation] = {
    "com.microsoft:renew-lock": _renew_lock,
    "com.microsoft:peek-message": _peek,
    "com.microsoft:schedule-message": _schedule,
    "com.microsoft:cancel-scheduled-message": _cancel_scheduled,
    "com.microsoft:receive-by-sequence-number": _receive_deferred,
    "com.microsoft:update-disposition": _update_disposition,
}


def _message_map(message: Message, *, peeked: bool = False) -> bytes:
    pairs = [(e.string("message"), e.binary(message.encode(peeked=peeked)))]
    if message.lock and not peeked:
        pairs.append((e.string("lock-token"), e.uuid(message.lock.token)))
    return e.map_of(pairs)


def _message_list(maps: list[bytes]) -> bytes:
    return e.map_of([(e.string("messages"), e.list_of(*maps))])


def _parse(encoded: bytes) -> Request:
    operation, body, message_id = "", {}, e.NULL
    for section in sections(encoded):
        value = decode(encoded, section.value)[0]
        if section.code == PROPERTIES:
            message_id = next(iter(raw_items(encoded, section.value)), e.NULL)
        elif section.code == APPLICATION_PROPERTIES and isinstance(value, dict):
            operation = as_text(value.get("operation")) or ""
        elif section.code == VALUE and isinstance(value, dict):
            body = value
    return Request(operation, body, message_id)


def _reply(
    request: Request, status: int, description: str, value: bytes, *, prefix: str = "", condition: str | None = None
) -> bytes:
    code, text = (f"{prefix}code", f"{prefix}description") if prefix else ("statusCode", "statusDescription")
    properties = [(e.string(code), e.integer(status)), (e.string(text), e.string(description))]
    if condition:
        properties.append((e.string("errorCondition"), e.symbol(condition)))
    correlation = e.list_of(*[e.NULL] * 5, request.message_id)
    return b"".join(
        (
            e.described(PROPERTIES, correlation),
            e.described(APPLICATION_PROPERTIES, e.map_of(properties)),
            e.described(VALUE, value),
        )
    )
