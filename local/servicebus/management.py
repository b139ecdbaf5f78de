"""What is asked over a queue's ``$management`` link, and over the ``$cbs`` link.

Operations: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from .amqp import encoding as e
from .amqp.decoding import decode
from .broker import Broker
from .errors import NotImplementedByStandInError, ServiceBusError
from .message import APPLICATION_PROPERTIES, PROPERTIES, VALUE, Message, sections
from .subqueue import SubQueue

OK, ACCEPTED, NO_CONTENT = 200, 202, 204
RECEIVE_AND_DELETE = 0


class Request(NamedTuple):
    """A request: which operation, its arguments, and the id to answer to."""

    operation: str
    body: dict[str, Any]
    message_id: object


def answer(broker: Broker, entity: str, is_cbs: bool, encoded_request: bytes) -> bytes:  # noqa: FBT001
    """Do what a request asks, and return the encoded reply."""
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


def _renew_lock(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    expirations = [e.pack_long(subqueue.renew(token)) for token in body["lock-tokens"]]
    return OK, e.map_of([(e.string("expirations"), e.array_of(e.TIMESTAMP_CODE, expirations))])


def _peek(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    messages = subqueue.peek(body["from-sequence-number"], body["message-count"])
    if not messages:
        return NO_CONTENT, e.NULL
    return OK, _message_list([_message_map(message.encode(peeked=True), None) for message in messages])


def _schedule(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    numbers = subqueue.queue.enqueue(message["message"] for message in body["messages"])
    encoded = e.array_of(e.LONG_CODE, [e.pack_long(number) for number in numbers])
    return OK, e.map_of([(e.string("sequence-numbers"), encoded)])


def _cancel_scheduled(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    subqueue.cancel_scheduled(body["sequence-numbers"])
    return OK, e.NULL


def _receive_deferred(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    delete = body.get("receiver-settle-mode") == RECEIVE_AND_DELETE
    messages = subqueue.receive_deferred(body["sequence-numbers"], delete=delete)
    return OK, _message_list([_message_map(message.encode(), message) for message in messages])


def _update_disposition(subqueue: SubQueue, body: dict[str, Any]) -> tuple[int, bytes]:
    status = body["disposition-status"]
    for token in body["lock-tokens"]:
        if status == "completed":
            subqueue.complete(token)
        elif status == "abandoned":
            subqueue.abandon(token)
        elif status == "defered":  # the protocol's spelling
            subqueue.defer(token)
        elif status == "suspended":
            subqueue.dead_letter(token, body.get("deadletter-reason"), body.get("deadletter-description"))
        else:
            message = f"The disposition status {status!r} is not supported."
            raise NotImplementedByStandInError(message)
    return OK, e.NULL


OPERATIONS: dict[str, Callable[[SubQueue, dict[str, Any]], tuple[int, bytes]]] = {
    "com.microsoft:renew-lock": _renew_lock,
    "com.microsoft:peek-message": _peek,
    "com.microsoft:schedule-message": _schedule,
    "com.microsoft:cancel-scheduled-message": _cancel_scheduled,
    "com.microsoft:receive-by-sequence-number": _receive_deferred,
    "com.microsoft:update-disposition": _update_disposition,
}


def _message_map(encoded: bytes, locked: Message | None) -> bytes:
    pairs = [(e.string("message"), e.binary(encoded))]
    if locked and locked.lock:
        pairs.append((e.string("lock-token"), e.uuid(locked.lock.token)))
    return e.map_of(pairs)


def _message_list(maps: list[bytes]) -> bytes:
    return e.map_of([(e.string("messages"), e.list_of(*maps))])


def _parse(encoded: bytes) -> Request:
    operation, body, message_id = "", {}, None
    for section in sections(encoded):
        value = decode(encoded, section.value)[0]
        if section.code == PROPERTIES:
            message_id = value[0] if value else None
        elif section.code == APPLICATION_PROPERTIES:
            named = value.get("operation", "")
            operation = named.decode() if isinstance(named, bytes) else named
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
    correlation = e.list_of(*[e.NULL] * 5, e.scalar(request.message_id))
    return b"".join(
        (
            e.described(PROPERTIES, correlation),
            e.described(APPLICATION_PROPERTIES, e.map_of(properties)),
            e.described(VALUE, value),
        )
    )
