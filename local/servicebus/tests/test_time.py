"""Scheduled messages, expired messages, and duplicates."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from azure.servicebus import ServiceBusMessage, ServiceBusMessageState
from azure.servicebus.exceptions import MessageNotFoundError

from .kit import Box, TakeBox, bodies, complete, eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")


def soon(seconds: float = 1.0) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def test_scheduled_messages_join_the_end_of_the_queue_in_their_order(box: Box) -> None:
    at = soon(0.7)
    messages = [ServiceBusMessage(body) for body in "abc"]
    numbers = await box.sender.schedule_messages(messages, at)
    (alone,) = await box.sender.schedule_messages(ServiceBusMessage("d"), at)
    assert len({*numbers, alone}) == 4
    await box.sender.send_messages(ServiceBusMessage("e", scheduled_enqueue_time_utc=at))
    await box.send("at once")
    assert box.counts()["Scheduled"] == 5
    peeked = await box.receiver.peek_messages(10, sequence_number=1)
    assert [each.state for each in peeked] == [ServiceBusMessageState.SCHEDULED] * 5 + [ServiceBusMessageState.ACTIVE]
    assert peeked[0].scheduled_enqueue_time_utc is not None
    assert abs(peeked[0].scheduled_enqueue_time_utc - at) < timedelta(milliseconds=2)
    received = await box.receive(6)
    assert datetime.now(UTC) >= at
    assert bodies(received) == ["at once", *"abcde"]
    assert received[1].enqueued_time_utc is not None
    assert received[1].enqueued_time_utc >= at.replace(microsecond=at.microsecond // 1000 * 1000)
    order = [each.sequence_number or 0 for each in received]
    assert order == sorted(order)
    assert received[-1].state == ServiceBusMessageState.ACTIVE
    await complete(box.receiver, received)
    with pytest.raises(MessageNotFoundError):
        await box.sender.cancel_scheduled_messages(numbers)


async def test_a_cancelled_message_never_arrives(box: Box) -> None:
    numbers = await box.sender.schedule_messages([ServiceBusMessage(body) for body in "ab"], soon(0.4))
    await box.sender.cancel_scheduled_messages(numbers[0])
    with pytest.raises(MessageNotFoundError):  # all or none
        await box.sender.cancel_scheduled_messages(numbers)
    (message,) = await box.receive()
    assert str(message) == "b"
    await box.receiver.complete_message(message)
    assert await box.is_empty_for(0.2)


async def test_a_time_that_has_passed_means_now(box: Box) -> None:
    await box.sender.schedule_messages(ServiceBusMessage("a"), soon(-60))
    (message,) = await box.receive()
    assert message.enqueued_time_utc is not None
    assert abs(message.enqueued_time_utc - datetime.now(UTC)) < timedelta(seconds=5)
    await box.receiver.complete_message(message)


async def test_expired_messages_vanish(box: Box) -> None:
    await box.sender.send_messages(
        [ServiceBusMessage("brief", time_to_live=timedelta(seconds=1)), ServiceBusMessage("lasting")]
    )
    await eventually(lambda: asyncio.to_thread(box.counts), lambda counts: counts["Active"] == 1)
    (message,) = await box.receive()
    assert str(message) == "lasting"
    await box.receiver.complete_message(message)
    assert box.counts()["DeadLetter"] == 0


async def test_expired_messages_are_dead_lettered_where_the_queue_says_so(take_box: TakeBox) -> None:
    box = await take_box(DefaultMessageTimeToLive="PT0.5S", DeadLetteringOnMessageExpiration="true")
    await box.sender.send_messages(
        [ServiceBusMessage("the queue's"), ServiceBusMessage("shortened", time_to_live=timedelta(hours=1))]
    )
    (peeked, _) = await box.receiver.peek_messages(2)
    assert peeked.time_to_live == timedelta(seconds=0.5)
    for dead in await box.receive_dead(2):
        assert dead.dead_letter_reason == "TTLExpiredException"
        assert dead.time_to_live == timedelta(seconds=0.5)
        await (await box.dead_letters()).complete_message(dead)
    assert not any(box.counts().values())


async def test_a_locked_message_expires_when_it_is_returned(take_box: TakeBox) -> None:
    box = await take_box(DefaultMessageTimeToLive="PT0.5S", DeadLetteringOnMessageExpiration="true")
    await box.send("done late", "given back late")
    done, given_back = await box.receive(2)
    assert await box.is_empty_for(0.6)
    await box.receiver.complete_message(done)
    await box.receiver.abandon_message(given_back)
    (dead,) = await box.receive_dead()
    assert (str(dead), dead.dead_letter_reason) == ("given back late", "TTLExpiredException")
    await (await box.dead_letters()).complete_message(dead)


async def test_duplicates_are_dropped_until_the_window_is_over(take_box: TakeBox) -> None:
    box = await take_box(RequiresDuplicateDetection="true", DuplicateDetectionHistoryTimeWindow="PT1S")

    def twin(body: str, message_id: str = "twin") -> ServiceBusMessage:
        return ServiceBusMessage(body, message_id=message_id)

    start = time.monotonic()
    await box.sender.send_messages([twin("first"), twin("in the same list"), twin("other", "other")])
    await box.sender.send_messages(twin("alone"))
    assert len(await box.sender.schedule_messages([twin("scheduled"), twin("later", "third")], soon(0.1))) == 2
    received = await box.receive(3)
    assert bodies(received) == ["first", "other", "later"]
    await complete(box.receiver, received)
    await box.sender.send_messages(twin("after it was completed"))
    assert await box.is_empty_for(0.05)
    assert time.monotonic() - start < 1, "too slow to tell"

    async def send_again() -> int:
        await box.sender.send_messages(twin("after the window"))
        return box.counts()["Active"]

    await eventually(send_again, lambda active: active == 1)
    assert time.monotonic() - start > 0.9
    (message,) = await box.receive()
    assert str(message) == "after the window"
    await box.receiver.complete_message(message)


async def test_without_duplicate_detection_both_messages_arrive(box: Box) -> None:
    await box.sender.send_messages([ServiceBusMessage("a", message_id="1"), ServiceBusMessage("b", message_id="1")])
    messages = await box.receive(2)
    assert bodies(messages) == ["a", "b"]
    await complete(box.receiver, messages)
