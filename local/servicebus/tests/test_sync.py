"""The SDK without asyncio, which uses threads."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from azure.servicebus import (
    AutoLockRenewer,
    ServiceBusClient,
    ServiceBusMessage,
    ServiceBusReceivedMessage,
    ServiceBusReceiveMode,
    ServiceBusReceiver,
    ServiceBusSender,
    ServiceBusSubQueue,
)
from azure.servicebus.exceptions import (
    MessageLockLostError,
    MessageNotFoundError,
    MessageSizeExceededError,
    MessagingEntityNotFoundError,
)

from .kit import DEADLINE, StandIn

RENEWABLE = "PT3.2S"  # the SDK does not renew shorter locks in time, nor more than five in a second


@pytest.fixture(scope="module")
def client(stand_in: StandIn) -> Iterator[ServiceBusClient]:
    with ServiceBusClient.from_connection_string(stand_in.connection_string, retry_total=0) as client:
        yield client


@pytest.fixture(scope="module")
def queue(stand_in: StandIn) -> str:
    return stand_in.create_queue(LockDuration=RENEWABLE, MaxDeliveryCount=3)


@pytest.fixture(scope="module")
def sender(client: ServiceBusClient, queue: str) -> Iterator[ServiceBusSender]:
    with client.get_queue_sender(queue) as sender:
        yield sender


@pytest.fixture(scope="module")
def receiver(client: ServiceBusClient, queue: str) -> Iterator[ServiceBusReceiver]:
    with client.get_queue_receiver(queue) as receiver:
        yield receiver


@pytest.fixture(scope="module")
def dead_letters(client: ServiceBusClient, queue: str) -> Iterator[ServiceBusReceiver]:
    with client.get_queue_receiver(queue, sub_queue=ServiceBusSubQueue.DEAD_LETTER) as receiver:
        yield receiver


def take(receiver: ServiceBusReceiver, count: int = 1) -> list[ServiceBusReceivedMessage]:
    messages: list[ServiceBusReceivedMessage] = []
    give_up = time.monotonic() + DEADLINE
    while len(messages) < count:
        assert time.monotonic() < give_up
        messages += receiver.receive_messages(count - len(messages), max_wait_time=5)
    return messages


def test_sending_and_settling(sender: ServiceBusSender, receiver: ServiceBusReceiver) -> None:
    batch = sender.create_message_batch()
    for number in range(100):
        batch.add_message(ServiceBusMessage(f"{number}"))
    sender.send_messages(ServiceBusMessage("alone"))
    sender.send_messages([ServiceBusMessage("listed"), ServiceBusMessage("largest" * 40_000)])
    sender.send_messages(batch)
    messages = take(receiver, 103)
    assert [str(message) for message in messages[:2]] == ["alone", "listed"]
    assert len(str(messages[2])) == 280_000
    assert [str(message) for message in messages[3:]] == [f"{number}" for number in range(100)]
    for message in messages:
        receiver.complete_message(message)
    with pytest.raises(MessageSizeExceededError):
        sender.send_messages(ServiceBusMessage("x" * 1_100_000))


def test_abandon_defer_and_dead_letter(
    sender: ServiceBusSender, receiver: ServiceBusReceiver, dead_letters: ServiceBusReceiver
) -> None:
    sender.send_messages([ServiceBusMessage(body) for body in ("back", "later", "bad")])
    back, later, bad = take(receiver, 3)
    receiver.defer_message(later)
    receiver.dead_letter_message(bad, reason="r", error_description="d")
    receiver.abandon_message(back)
    (back,) = take(receiver)
    assert back.delivery_count == 1
    receiver.complete_message(back)
    assert [str(each) for each in receiver.peek_messages(5, sequence_number=1)] == ["later"]
    assert later.sequence_number is not None
    (later,) = receiver.receive_deferred_messages(later.sequence_number)
    receiver.complete_message(later)
    with pytest.raises(MessageNotFoundError):
        receiver.receive_deferred_messages(later.sequence_number or 0)
    (peeked,) = dead_letters.peek_messages()
    (bad,) = take(dead_letters)
    assert (bad.dead_letter_reason, bad.dead_letter_error_description) == ("r", "d")
    assert peeked.sequence_number == bad.sequence_number
    dead_letters.complete_message(bad)


def test_scheduling(sender: ServiceBusSender, receiver: ServiceBusReceiver) -> None:
    at = datetime.now(UTC) + timedelta(seconds=0.4)
    numbers = sender.schedule_messages([ServiceBusMessage("never"), ServiceBusMessage("soon")], at)
    sender.cancel_scheduled_messages(numbers[0])
    (message,) = take(receiver)
    assert datetime.now(UTC) >= at
    assert str(message) == "soon"
    receiver.complete_message(message)


def test_a_lock_expires(client: ServiceBusClient, stand_in: StandIn) -> None:
    brief = stand_in.create_queue(LockDuration="PT0.5S")
    with client.get_queue_sender(brief) as sender, client.get_queue_receiver(brief) as receiver:
        sender.send_messages(ServiceBusMessage("x"))
        (lost,) = take(receiver)
        (again,) = take(receiver)
        assert (again.sequence_number, again.delivery_count) == (lost.sequence_number, 1)
        with pytest.raises(MessageLockLostError):
            receiver.complete_message(lost)
        assert receiver.renew_message_lock(again) is not None
        receiver.complete_message(again)


def test_the_renewer(sender: ServiceBusSender, receiver: ServiceBusReceiver) -> None:
    """The renewer's threads race on the receiver's session, so that delivery ids arrive out of order."""
    sender.send_messages([ServiceBusMessage(f"{number}") for number in range(8)])
    with AutoLockRenewer(max_workers=8) as renewer:
        messages = take(receiver, 8)
        first_locks = [message.locked_until_utc for message in messages]
        for message in messages:
            renewer.register(receiver, message, max_lock_renewal_duration=30)
        give_up = time.monotonic() + DEADLINE
        while any(message.locked_until_utc == lock for message, lock in zip(messages, first_locks, strict=True)):
            assert time.monotonic() < give_up
            time.sleep(0.05)
        for message in messages:
            receiver.complete_message(message)
        assert [message.auto_renew_error for message in messages] == [None] * 8
    assert receiver.peek_messages(1, sequence_number=1) == []


def test_iterating_and_receive_and_delete(client: ServiceBusClient, queue: str, sender: ServiceBusSender) -> None:
    sender.send_messages([ServiceBusMessage(body) for body in "abc"])
    mode = ServiceBusReceiveMode.RECEIVE_AND_DELETE
    with client.get_queue_receiver(queue, receive_mode=mode, max_wait_time=0.3, prefetch_count=10) as iterating:
        assert [str(message) for message in iterating] == ["a", "b", "c"]


def test_threads_with_receivers_of_their_own(client: ServiceBusClient, queue: str, sender: ServiceBusSender) -> None:
    taken: list[str] = []
    lock = threading.Lock()

    def work(receiver: ServiceBusReceiver) -> None:
        while len(taken) < 200:
            for message in receiver.receive_messages(8, max_wait_time=0.3):
                receiver.complete_message(message)
                with lock:
                    taken.append(str(message))

    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        receivers = [client.get_queue_receiver(queue) for _ in range(4)]
        for opened in pool.map(lambda each: each.__enter__(), receivers):
            stack.push(opened)
        working = [pool.submit(work, receiver) for receiver in receivers]
        sender.send_messages([ServiceBusMessage(f"{number}") for number in range(200)])
        for each in working:
            each.result(DEADLINE)
        list(pool.map(lambda each: each.close(), receivers))
    assert sorted(taken, key=int) == [f"{number}" for number in range(200)]


def test_a_missing_queue(client: ServiceBusClient) -> None:
    sender, receiver = client.get_queue_sender("missing"), client.get_queue_receiver("missing")
    with ThreadPoolExecutor(2) as pool:
        sending = pool.submit(sender.send_messages, ServiceBusMessage("x"))
        receiving = pool.submit(receiver.receive_messages, max_wait_time=5)
        for failing in (sending, receiving):
            assert isinstance(failing.exception(4), MessagingEntityNotFoundError)
