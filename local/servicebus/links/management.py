"""The operations that clients request on a queue's ``$management`` link and on the ``$cbs`` link.

Operations: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response
"""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from ..amqp import encoding as e
from ..errors import ArgumentError, NotImplementedByStandInError, ServiceBusError
from ..queues.access import check_may_receive
from ..queues.broker import Broker
from ..queues.message import Message
from ..queues.message_format import encode
from ..queues.subqueue import SubQueue
from .request import Arguments, parse, reply

OK, ACCEPTED, NO_CONTENT = 200, 202, 204
RECEIVE_AND_DELETE = 0
MAX_DELETED = 4000
MAX_PEEKED_BYTES = 256 * 1024

Operation = Callable[[SubQueue, Arguments], tuple[int, bytes]]


def answer(broker: Broker, entity: str, is_cbs: bool, encoded_request: bytes) -> bytes:  # noqa: FBT001
    """Carry out a request, and return the encoded reply.

    :raises DecodeError: if it is not an AMQP message.
    """
    request = parse(encoded_request)
    if is_cbs:  # any token is accepted: the stand-in listens on loopback only
        return reply(request, ACCEPTED, "Accepted", e.NULL, prefix="status-")
    try:
        operate = OPERATIONS.get(request.operation)
        if operate is None:
            message = f"The operation {request.operation!r} is not supported."
            raise NotImplementedByStandInError(message)
        status, value = operate(broker.find(entity), request.arguments)
    except ServiceBusError as error:
        return reply(request, error.status, str(error), e.NULL, condition=error.condition)
    return reply(request, status, "OK", value)


def _renew_lock(subqueue: SubQueue, arguments: Arguments) -> tuple[int, bytes]:
    tokens = arguments.values("lock-tokens", UUID)
    subqueue.expect_locked(tokens)
    expirations = [e.pack_long(subqueue.renew(token)) for token in tokens]
    return OK, e.map_of([(e.string("expirations"), e.array_of(e.TIMESTAMP_CODE, expirations))])


def _peek(subqueue: SubQueue, arguments: Arguments) -> tuple[int, bytes]:
    first, count = arguments.value("from-sequence-number", int), arguments.value("message-count", int)
    messages = subqueue.messages.peek(first, max(0, count))
    if not messages:
        return NO_CONTENT, e.NULL
    maps: list[bytes] = []
    size = 0
    for message in messages:  # the real service may also return fewer than requested
        encoded = _message_map(message, peeked=True)
        size += len(encoded)
        if maps and size > MAX_PEEKED_BYTES:
            break
        maps.append(encoded)
    return OK, _message_list(maps)


def _schedule(subqueue: SubQueue, arguments: Arguments) -> tuple[int, bytes]:
    messages = [Arguments(each).value("message", bytes) for each in arguments.values("messages", dict)]
    numbers = subqueue.queue.enqueue(messages)
    encoded = e.array_of(e.LONG_CODE, [e.pack_long(number) for number in numbers])
    return OK, e.map_of([(e.string("sequence-numbers"), encoded)])


def _cancel_scheduled(subqueue: SubQueue, arguments: Arguments) -> tuple[int, bytes]:
    subqueue.cancel_scheduled(arguments.values("sequence-numbers", int))
    return OK, e.NULL


def _receive_deferred(subqueue: SubQueue, arguments: Arguments) -> tuple[int, bytes]:
    check_may_receive(subqueue)
    delete = arguments.optional("receiver-settle-mode") == RECEIVE_AND_DELETE
    messages = subqueue.receive_deferred(arguments.values("sequence-numbers", int), delete=delete)
    return OK, _message_list([_message_map(message) for message in messages])


def _update_disposition(subqueue: SubQueue, arguments: Arguments) -> tuple[int, bytes]:
    status, changes = arguments.value("disposition-status", str), arguments.encoded_map("properties-to-modify")
    reason, description = arguments.text("deadletter-reason"), arguments.text("deadletter-description")
    settle: dict[str, Callable[[UUID], None]] = {
        "completed": subqueue.complete,
        "abandoned": partial(subqueue.abandon, changes=changes),
        "defered": partial(subqueue.defer, changes=changes),  # the protocol's spelling
        "suspended": partial(subqueue.dead_letter, reason=reason, description=description, changes=changes),
    }
    if status not in settle:
        message = f"The disposition status {status!r} is not supported."
        raise NotImplementedByStandInError(message)
    tokens = list(dict.fromkeys(arguments.values("lock-tokens", UUID)))
    subqueue.expect_locked(tokens)
    for token in tokens:
        settle[status](token)
    return OK, e.NULL


def _batch_delete(subqueue: SubQueue, arguments: Arguments) -> tuple[int, bytes]:
    count, before = arguments.value("message-count", int), arguments.value("enqueued-time-utc", int)
    if not 0 < count <= MAX_DELETED:
        message = f"The argument 'message-count' must be from 1 to {MAX_DELETED}, not {count}."
        raise ArgumentError(message)
    deleted = subqueue.delete_unlocked(count, before)
    if not deleted:
        return NO_CONTENT, e.NULL
    return OK, e.map_of([(e.string("message-count"), e.integer(deleted))])


OPERATIONS: dict[str, Operation] = {
    "com.microsoft:renew-lock": _renew_lock,
    "com.microsoft:peek-message": _peek,
    "com.microsoft:schedule-message": _schedule,
    "com.microsoft:cancel-scheduled-message": _cancel_scheduled,
    "com.microsoft:receive-by-sequence-number": _receive_deferred,
    "com.microsoft:update-disposition": _update_disposition,
    "com.microsoft:batch-delete-messages": _batch_delete,
}


def _message_map(message: Message, *, peeked: bool = False) -> bytes:
    pairs = [(e.string("message"), e.binary(encode(message, peeked=peeked)))]
    if message.lock and not peeked:
        pairs.append((e.string("lock-token"), e.uuid(message.lock.token)))
    return e.map_of(pairs)


def _message_list(maps: list[bytes]) -> bytes:
    return e.map_of([(e.string("messages"), e.list_of(*maps))])
