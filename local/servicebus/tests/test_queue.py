"""A queue and its messages without a connection: the consumer records what it receives."""

import asyncio
import time
from pathlib import Path
from uuid import UUID

import pytest

from ..amqp import encoding as e
from ..clock import now
from ..errors import EntityNotFoundError, MessageLockLostError, MessageNotFoundError, ServiceBusError
from ..queues.broker import Broker
from ..queues.duplicates import DuplicateHistory
from ..queues.message import Message, State
from ..queues.message_format import encode
from ..queues.properties import QueueProperties
from ..queues.queue import Queue
from ..queues.recovery import restore
from ..queues.subqueue import SubQueue
from ..queues.timetable import Timetable
from ..storage.store import Store, StoreError


class Consumer:
    def __init__(self, subqueue: SubQueue, credit: int = 0, *, receives_and_deletes: bool = False) -> None:
        self.receives_and_deletes, self.credit, self.subqueue = receives_and_deletes, credit, subqueue
        self.got: list[Message] = []
        self.errors: list[ServiceBusError] = []
        subqueue.consumers.append(self)

    def deliver(self, message: Message) -> None:
        self.credit -= 1
        self.got.append(message)

    def refuse(self, error: ServiceBusError) -> None:
        self.errors.append(error)
        self.subqueue.consumers.remove(self)

    def ask(self, credit: int = 1) -> list[int]:
        """Grant credit; return the sequence numbers of the messages delivered."""
        before, self.credit = len(self.got), credit
        self.subqueue.pump()
        self.credit = 0
        return [message.sequence_number for message in self.got[before:]]

    @property
    def token(self) -> UUID:
        lock = self.got[-1].lock
        assert lock is not None
        return lock.token


def encoded(
    *, time_to_live: int | None = None, scheduled_for: int | None = None, message_id: str | None = None
) -> bytes:
    annotations = [(e.symbol("x-opt-scheduled-enqueue-time"), e.timestamp(scheduled_for))] if scheduled_for else []
    return b"".join(
        (
            e.described(0x70, e.list_of(e.NULL, e.NULL, e.uint(time_to_live))),
            e.described(0x72, e.map_of(annotations)),
            e.described(0x73, e.list_of(e.string(message_id))),
            e.described(0x75, e.binary(b"x")),
        )
    )


def make(broker: Broker, **properties: int | bool | None) -> Queue:
    return broker.create(QueueProperties("Q", **properties))  # type: ignore[arg-type]


async def until(seconds: float) -> None:
    """Wait until the broker's timers of that time have run."""
    await asyncio.sleep(seconds + 0.01)


async def test_messages_go_out_in_order_and_in_turn(broker: Broker) -> None:
    queue = make(broker)
    first, second = Consumer(queue.active), Consumer(queue.active)
    queue.enqueue([encoded()] * 6)
    first.credit = second.credit = 2
    queue.active.pump()
    assert [[each.sequence_number for each in consumer.got] for consumer in (first, second)] == [[1, 3], [2, 4]]
    queue.active.release(second.token)
    assert first.ask(3) == [4, 5, 6]
    assert first.ask() == []


async def test_a_returned_message_goes_before_newer_ones(broker: Broker) -> None:
    queue = make(broker)
    consumer = Consumer(queue.active)
    queue.enqueue([encoded()] * 3)
    assert consumer.ask() == [1]
    queue.active.abandon(consumer.token)
    assert consumer.ask(3) == [1, 2, 3]


async def test_scheduled_messages_are_numbered_when_their_time_comes(broker: Broker) -> None:
    queue = make(broker)
    consumer = Consumer(queue.active)
    at = now() + 60
    numbers = queue.enqueue([encoded(scheduled_for=at + late) for late in (1, 0, 0)])
    assert queue.active.messages.counts() == {State.SCHEDULED: 3}
    queue.enqueue([encoded()])
    assert consumer.ask(9) == [4]
    await until(0.07)
    assert now() > at
    assert consumer.ask(9) == [5, 6, 7]
    assert [message.enqueued_at >= at for message in consumer.got] == [False, True, True, True]
    with pytest.raises(MessageNotFoundError):
        queue.active.cancel_scheduled(numbers)


async def test_a_repeated_sequence_number_is_harmless(broker: Broker) -> None:
    queue = make(broker, lock_duration=30)
    (number,) = queue.enqueue([encoded(scheduled_for=now() + 60_000)])
    queue.active.cancel_scheduled([number, number])
    consumer = Consumer(queue.active)
    (number,) = queue.enqueue([encoded()])
    consumer.ask()
    queue.active.defer(consumer.token)
    (message,) = queue.active.receive_deferred([number, number], delete=False)
    assert message.lock is not None
    await until(0.03)
    assert message.delivery_count == 1
    assert consumer.ask() == []
    assert queue.active.receive_deferred([number, number], delete=True) == [message]


async def test_a_lock_expires_unless_it_is_renewed(broker: Broker) -> None:
    queue = make(broker, lock_duration=50)
    consumer = Consumer(queue.active)
    queue.enqueue([encoded()])
    consumer.ask()
    token = consumer.token
    await until(0.03)
    assert queue.active.renew(token) > now() + 40
    await until(0.03)
    assert consumer.ask() == []
    await until(0.03)
    assert consumer.ask() == [1]
    assert consumer.got[-1].delivery_count == 1
    for use in (queue.active.renew, queue.active.complete, queue.active.abandon, queue.active.defer):
        with pytest.raises(MessageLockLostError):
            use(token)


async def test_expired_messages_are_never_delivered(broker: Broker) -> None:
    queue = make(broker, dead_letter_on_expiration=True)
    consumer = Consumer(queue.active)
    queue.enqueue([encoded(time_to_live=20), encoded(time_to_live=20), encoded()])
    assert consumer.ask() == [1]
    time.sleep(0.03)  # noqa: ASYNC251 - so that no timer can have run
    assert consumer.ask() == [3]
    assert queue.dead_letter.messages.counts().total() == 1
    queue.active.abandon(consumer.got[0].lock.token)  # type: ignore[union-attr]
    assert consumer.ask() == []
    buried = queue.dead_letter.messages.peek(1, 9)
    assert [message.expires_at for message in buried] == [None, None]


async def test_a_deferred_message_expires(broker: Broker) -> None:
    queue = make(broker)
    consumer = Consumer(queue.active)
    queue.enqueue([encoded(time_to_live=20)])
    consumer.ask()
    queue.active.defer(consumer.token)
    await until(0.02)
    assert queue.active.messages.counts().total() == 0


async def test_a_limit_longer_than_a_header_can_hold(broker: Broker) -> None:
    queue = make(broker, time_to_live=2**40)
    queue.enqueue([encoded()])
    (message,) = queue.active.messages.peek(1, 1)
    assert message.expires_at == message.enqueued_at + 2**40
    assert encode(message)


async def test_receive_and_delete_removes_at_once(broker: Broker) -> None:
    queue = make(broker)
    taker = Consumer(queue.active, receives_and_deletes=True)
    queue.enqueue([encoded()] * 2)
    assert taker.ask() == [1]
    assert queue.active.messages.counts().total() == 1


async def test_deleting_a_queue_deletes_everything(broker: Broker) -> None:
    queue = make(broker, lock_duration=20)
    consumer = Consumer(queue.active)
    queue.enqueue([encoded(), encoded(time_to_live=20), encoded(scheduled_for=now() + 20)])
    consumer.ask()
    token = consumer.token
    broker.delete("q")
    assert [type(error) for error in consumer.errors] == [EntityNotFoundError]
    with pytest.raises(MessageLockLostError):
        queue.active.complete(token)
    again = make(broker)
    await until(0.03)
    assert again.active.messages.counts().total() + queue.active.messages.counts().total() == 0


async def test_addresses(broker: Broker) -> None:
    queue = make(broker)
    for address in ("q", "Q", "/q/", "amqps://localhost/Q", "amqps://127.0.0.1:5672/q", "sb://h:1/q/"):
        assert broker.find(address) is queue.active
    assert broker.find("amqps://localhost:5672/q/$DeadLetterQueue") is queue.dead_letter
    for address in ("", "p", "q/Subscriptions/s", "amqps://q", "q/$Transfer/$DeadLetterQueue"):
        with pytest.raises(EntityNotFoundError):
            broker.find(address)


async def test_a_restart_brings_everything_back(tmp_path: Path) -> None:
    at = now() + 60_000
    before = Broker(Store(tmp_path / "db"))
    queue = make(before, duplicate_detection_window=60_000)
    consumer = Consumer(queue.active)
    queue.enqueue([encoded(message_id=f"{number}") for number in range(5)])
    queue.enqueue([encoded(message_id="later", scheduled_for=at), encoded(message_id="brief", time_to_live=60_000)])
    consumer.ask(4)
    completed, deferred, dead, back = consumer.got
    for message, settle in (
        (completed, queue.active.complete),
        (deferred, queue.active.defer),
        (dead, lambda token: queue.active.dead_letter(token, "r", "d")),
        (back, queue.active.abandon),
    ):
        assert message.lock is not None
        settle(message.lock.token)
    consumer.ask()  # locked at the stop: locks are not stored
    before.close()
    before.store.close()

    after = Broker(Store(tmp_path / "db"))
    restore(after, now())
    restored = after.find_queue("q")
    assert restored.properties == queue.properties
    messages = {message.sequence_number: message for message in restored.active.messages.peek(0, 99)}
    assert {number: message.state for number, message in messages.items()} == {
        2: State.DEFERRED,
        4: State.ACTIVE,
        5: State.ACTIVE,
        6: State.SCHEDULED,
        7: State.ACTIVE,
    }
    assert [messages[4].delivery_count, messages[5].delivery_count] == [1, 0]
    assert (messages[6].scheduled_for, messages[6].enqueued_at) == (at, at)
    assert messages[7].expires_at == messages[7].enqueued_at + 60_000
    (buried,) = restored.dead_letter.messages.peek(0, 9)
    assert buried.application_properties == {
        "DeadLetterReason": e.string("r"),
        "DeadLetterErrorDescription": e.string("d"),
    }
    assert restored.enqueue([encoded(message_id="0"), encoded(message_id="new")])[-1] > 7
    assert restored.active.messages.counts().total() == 6
    after.close()
    after.store.close()


async def test_unusable_files(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        Store(tmp_path / "nowhere" / "db")
    (tmp_path / "text").write_text("not a database, but long enough to be taken for one " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store(tmp_path / "text")


def test_duplicate_history_forgets() -> None:
    history = DuplicateHistory(100)
    assert [history.is_duplicate("a", at) for at in (0, 1, 99, 100, 150, 199, 200)] == [
        False,
        True,
        True,
        False,
        True,
        True,
        False,
    ]


async def test_the_timetable_sweeps_out_removed_messages() -> None:
    rung: list[int] = []
    there = {1, 2, 3}
    timetable = Timetable(rung.append, there.__contains__)
    for number in range(25_000):
        timetable.add(now() + 60_000, number)
    assert len(timetable._entries) < 15_000
    for number, late in ((3, 30), (1, 10), (2, 20)):
        timetable.add(now() + late, number)
    await until(0.04)
    assert rung == [1, 2, 3]
    timetable.clear()
    assert timetable._timer is None


async def test_the_timetable_goes_on_after_an_error() -> None:
    rung: list[int] = []

    def fail_once(number: int) -> None:
        rung.append(number)
        if len(rung) == 1:
            raise RuntimeError

    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    timetable = Timetable(fail_once, lambda _: True)
    timetable.add(now(), 1)
    timetable.add(now() + 20, 2)
    await until(0.03)
    assert rung == [1, 2]
