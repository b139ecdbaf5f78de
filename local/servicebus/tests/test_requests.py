"""Settlement with changed properties and requests on the management link, as the .NET client sends them."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp.decoding import decode
from ..amqp.sections import APPLICATION_PROPERTIES, VALUE, sections
from ..clock import now
from ..links.management import answer
from ..links.request import parse
from ..links.settlement import read_state, settle
from ..queues.broker import Broker
from ..queues.message import Message, State
from ..queues.properties import QueueProperties
from ..queues.queue import Queue
from ..queues.recovery import restore

P = e.string("p")


@pytest.fixture
async def queue(broker: Broker) -> Queue:
    return broker.create(QueueProperties("q"))


def locked(queue: Queue, count: int = 1) -> list[UUID]:
    """Enqueue messages and lock them, as for a receiver; return the tokens."""
    queue.enqueue([e.described(0x75, e.binary(b"x"))] * count)
    tokens = []
    for _ in range(count):
        message = queue.active._next_ready()
        assert message is not None
        queue.active._lock(message)
        assert message.lock is not None
        tokens.append(message.lock.token)
    return tokens


def only(queue: Queue, *, dead: bool = False) -> Message:
    (message,) = (queue.dead_letter if dead else queue.active).messages.peek(0, 9)
    return message


def settled(queue: Queue, token: UUID, state: bytes) -> int:
    """Settle with a disposition; return the code of the answer."""
    disposition = e.list_of(e.TRUE, e.uint(0), e.uint(0), e.FALSE, state)
    return int(decode(settle(queue.active, token, read_state(decode(state)[0], disposition, 0)))[0].descriptor)


def request(operation: str, *arguments: tuple[bytes, bytes]) -> bytes:
    return e.described(0x74, e.map_of([(e.string("operation"), e.string(operation))])) + e.described(
        VALUE, e.map_of(arguments)
    )


def asked(queue: Queue, operation: str, **arguments: bytes) -> tuple[int, Any]:
    """Send a request on the management link; return status and value of the reply."""
    pairs = [(e.string(name.replace("_", "-")), value) for name, value in arguments.items()]
    encoded = answer(queue.namespace, queue.name, False, request(f"com.microsoft:{operation}", *pairs))  # type: ignore[arg-type]
    parts = {section.code: decode(encoded, section.value)[0] for section in sections(encoded)}
    return parts[APPLICATION_PROPERTIES]["statusCode"], parts[VALUE]


def tokens_of(*tokens: UUID) -> bytes:
    return e.array_of(0x98, [token.bytes for token in tokens])


def modified(*, defer: bool) -> bytes:
    return e.described(p.MODIFIED, e.list_of(e.TRUE, e.boolean(defer), e.map_of([(e.symbol("p"), e.long(7))])))


@pytest.mark.parametrize("defer", [False, True])
async def test_properties_set_over_the_link_are_kept(queue: Queue, *, defer: bool) -> None:
    (token,) = locked(queue)
    assert settled(queue, token, modified(defer=defer)) == p.MODIFIED
    message = only(queue)
    assert message.state is (State.DEFERRED if defer else State.ACTIVE)
    assert message.application_properties == {"p": e.long(7)}
    kept = Broker(queue.store)
    restore(kept, now())
    assert only(kept.queues["q"]).application_properties == {"p": e.long(7)}


async def test_dead_lettering_keeps_reason_description_and_properties(queue: Queue) -> None:
    (token,) = locked(queue)
    info = [(e.symbol("DeadLetterReason"), e.string("r")), (e.symbol("DeadLetterErrorDescription"), e.NULL)]
    info.append((e.symbol("extra"), e.string("p")))
    error = e.described(p.ERROR, e.list_of(e.symbol("com.microsoft:dead-letter"), e.NULL, e.map_of(info)))
    assert settled(queue, token, e.described(p.REJECTED, e.list_of(error))) == p.REJECTED
    assert only(queue, dead=True).application_properties == {"DeadLetterReason": e.string("r"), "extra": P}


@pytest.mark.parametrize(("status", "dead"), [("abandoned", False), ("defered", False), ("suspended", True)], ids=str)
async def test_properties_set_by_update_disposition_are_kept(queue: Queue, status: str, *, dead: bool) -> None:
    tokens = tokens_of(*locked(queue))
    changes = e.map_of([(e.string("p"), P)])
    asked_for = {"disposition_status": e.string(status), "lock_tokens": tokens, "properties_to_modify": changes}
    assert asked(queue, "update-disposition", **asked_for)[0] == 200
    assert only(queue, dead=dead).application_properties == {"p": P}


async def test_a_state_within_a_transaction_leaves_the_message_locked(queue: Queue) -> None:
    (token,) = locked(queue)
    state = e.described(0x34, e.list_of(e.binary(b"id"), e.described(p.ACCEPTED, e.list_of())))
    assert settled(queue, token, state) == p.REJECTED
    assert only(queue).lock is not None


async def test_states_may_have_symbolic_descriptors(queue: Queue) -> None:
    (token,) = locked(queue)
    assert settled(queue, token, b"\x00" + e.symbol("amqp:accepted:list") + e.list_of()) == p.ACCEPTED
    assert queue.active.messages.counts().total() == 0


@pytest.mark.parametrize("operation", ["update-disposition", "renew-lock"])
async def test_a_request_for_several_messages_is_all_or_nothing(queue: Queue, operation: str) -> None:
    first, second = locked(queue, 2)
    until = [message.lock.until for message in queue.active.messages.peek(0, 2) if message.lock]
    arguments = {"disposition_status": e.string("completed"), "lock_tokens": tokens_of(first, uuid4(), second)}
    assert asked(queue, operation, **arguments)[0] == 410
    assert [message.lock.until for message in queue.active.messages.peek(0, 2) if message.lock] == until


@pytest.mark.parametrize(
    ("arguments", "status"),
    [({}, 400), ({"disposition_status": P}, 501), ({"disposition_status": e.string("completed")}, 400)],
)
async def test_bad_arguments_are_named(queue: Queue, arguments: dict[str, bytes], status: int) -> None:
    assert asked(queue, "update-disposition", **arguments)[0] == status


async def test_batch_delete_removes_the_oldest_unlocked_messages(queue: Queue) -> None:
    locked(queue)
    queue.enqueue([e.described(0x75, e.binary(b"x"))] * 5)
    later = {"message_count": e.integer(3), "enqueued_time_utc": e.timestamp(now() + 1000)}
    assert asked(queue, "batch-delete-messages", **later) == (200, {"message-count": 3})
    assert [message.sequence_number for message in queue.active.messages.peek(0, 9)] == [1, 5, 6]
    assert asked(queue, "batch-delete-messages", **later | {"enqueued_time_utc": e.timestamp(1)}) == (204, None)
    assert asked(queue, "batch-delete-messages", **later | {"message_count": e.integer(4001)})[0] == 400


def test_a_request_without_a_body_has_no_arguments() -> None:
    assert parse(e.described(0x74, e.map_of([(e.string("operation"), P)]))).arguments.text("any") is None
