"""Complete, abandon, defer and dead-letter, over the receiver's link and over the management link."""

import pytest
from azure.servicebus import ServiceBusMessage, ServiceBusMessageState, ServiceBusReceivedMessage, ServiceBusReceiveMode
from azure.servicebus import ServiceBusSubQueue as SdkSubQueue
from azure.servicebus.exceptions import MessageAlreadySettled, MessageLockLostError, MessageNotFoundError

from .kit import Box, TakeBox, bodies, complete, opened, receive

pytestmark = pytest.mark.asyncio(loop_scope="session")


def number_of(message: ServiceBusReceivedMessage) -> int:
    assert message.sequence_number is not None
    return message.sequence_number


async def test_completed_messages_are_gone(box: Box) -> None:
    await box.send("a", "b")
    await complete(box.receiver, await box.receive(2))
    assert box.counts() == {"Active": 0, "Scheduled": 0, "DeadLetter": 0, "Transfer": 0, "TransferDeadLetter": 0}


async def test_a_message_is_settled_once(box: Box) -> None:
    await box.send("a")
    (message,) = await box.receive()
    await box.receiver.complete_message(message)
    with pytest.raises(MessageAlreadySettled):
        await box.receiver.complete_message(message)


async def test_abandoned_messages_come_back_first_with_a_higher_count(box: Box) -> None:
    await box.send("first", "second")
    for count in range(3):
        (message,) = await box.receive()
        assert (str(message), message.delivery_count) == ("first", count)
        await box.receiver.abandon_message(message)
    messages = await box.receive(2)
    assert [(str(each), each.delivery_count) for each in messages] == [("first", 3), ("second", 0)]
    await complete(box.receiver, messages)


async def test_deferred_messages_wait_until_asked_for(box: Box) -> None:
    await box.send("a", "b", "c")
    messages = await box.receive(3)
    for message in messages[:2]:
        await box.receiver.defer_message(message)
    await box.receiver.complete_message(messages[2])
    assert await box.is_empty_for(0.3)
    peeked = await box.receiver.peek_messages(5, sequence_number=1)
    assert [each.state for each in peeked] == [ServiceBusMessageState.DEFERRED] * 2
    deferred = await box.receiver.receive_deferred_messages([number_of(each) for each in messages[:2]])
    assert bodies(deferred) == ["a", "b"]
    assert deferred[0].state == ServiceBusMessageState.DEFERRED
    await box.receiver.renew_message_lock(deferred[0])
    with pytest.raises(MessageNotFoundError):  # both are locked
        await box.receiver.receive_deferred_messages([number_of(messages[0])])
    await box.receiver.complete_message(deferred[0])
    await box.receiver.abandon_message(deferred[1])
    (again,) = await box.receiver.receive_deferred_messages([number_of(messages[1])])
    assert again.delivery_count == 1
    await box.receiver.dead_letter_message(again, reason="no use")
    (dead,) = await box.receive_dead()
    assert (str(dead), dead.dead_letter_reason) == ("b", "no use")
    await (await box.dead_letters()).complete_message(dead)


async def test_a_missing_deferred_message(box: Box) -> None:
    await box.send("active")
    with pytest.raises(MessageNotFoundError):
        await box.receiver.receive_deferred_messages(424242)
    (message,) = await box.receive()
    await box.receiver.complete_message(message)


async def test_deferred_messages_can_be_received_and_deleted(take_box: TakeBox) -> None:
    box = await take_box()
    await box.send("a")
    (message,) = await box.receive()
    await box.receiver.defer_message(message)
    taker = box.client.get_queue_receiver(box.name, receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE)
    async with taker:
        assert bodies(await taker.receive_deferred_messages(number_of(message))) == ["a"]
    assert not any(box.counts().values())


async def test_dead_letter_and_resubmit(box: Box) -> None:
    await box.sender.send_messages(ServiceBusMessage("bad", message_id="m", application_properties={"mine": 1}))
    (message,) = await box.receive()
    await box.receiver.dead_letter_message(message, reason="Kaputt", error_description="größer als gedacht")
    assert box.counts()["DeadLetter"] == 1
    dead_letters = await box.dead_letters()
    (peeked,) = await dead_letters.peek_messages()
    (dead,) = await box.receive_dead()
    for each in (peeked, dead):
        assert (each.dead_letter_reason, each.dead_letter_error_description) == ("Kaputt", "größer als gedacht")
        assert each.message_id == "m"
        assert each.sequence_number == message.sequence_number
    await box.sender.send_messages(dead)
    await dead_letters.complete_message(dead)
    (again,) = await box.receive()
    assert (str(again), again.delivery_count, (again.application_properties or {})[b"mine"]) == ("bad", 0, 1)
    await box.receiver.dead_letter_message(again, reason="Still", error_description="no better")
    (dead,) = await box.receive_dead()
    assert (dead.dead_letter_reason, dead.dead_letter_error_description) == ("Still", "no better")
    assert len(dead.application_properties or {}) == 3
    await dead_letters.complete_message(dead)


async def test_dead_letter_without_a_reason(box: Box) -> None:
    await box.send("bad")
    (message,) = await box.receive()
    await box.receiver.dead_letter_message(message)
    (dead,) = await box.receive_dead()
    assert (dead.dead_letter_reason, dead.dead_letter_error_description) == (None, None)
    await (await box.dead_letters()).complete_message(dead)


async def test_the_dead_letter_queue_keeps_what_is_abandoned_and_dead_lettered_there(box: Box) -> None:
    await box.send("bad")
    (message,) = await box.receive()
    await box.receiver.dead_letter_message(message, reason="first")
    dead_letters = await box.dead_letters()
    for _ in range(12):  # more often than the queue's MaxDeliveryCount
        (dead,) = await box.receive_dead()
        await dead_letters.abandon_message(dead)
    (dead,) = await box.receive_dead()
    assert dead.delivery_count == 12
    await dead_letters.dead_letter_message(dead, reason="second")
    (dead,) = await box.receive_dead()
    assert dead.dead_letter_reason == "second"
    await dead_letters.defer_message(dead)
    (dead,) = await dead_letters.receive_deferred_messages(number_of(dead))
    await dead_letters.complete_message(dead)


async def test_max_delivery_count(brief_box: Box) -> None:
    await brief_box.send("poison")
    for count in range(3):
        (message,) = await brief_box.receive()
        assert message.delivery_count == count
        await brief_box.receiver.abandon_message(message)
    (dead,) = await brief_box.receive_dead()
    assert dead.dead_letter_reason == "MaxDeliveryCountExceeded"
    assert dead.dead_letter_error_description == "Message could not be consumed after 3 delivery attempts."
    assert dead.delivery_count == 3
    await (await brief_box.dead_letters()).complete_message(dead)
    assert await brief_box.is_empty_for(0.1)


async def test_settling_after_the_receiver_link_was_lost(box: Box) -> None:
    """The SDK then settles over the management link."""
    await box.send("complete", "abandon", "defer", "dead-letter")
    losing = box.client.get_queue_receiver(box.name)
    async with opened(losing):
        done, back, later, dead = await receive(losing, 4)
        await losing._handler._link.detach()  # type: ignore[union-attr] # as if the service had closed it
        await losing.complete_message(done)
        await losing.abandon_message(back)
        await losing.defer_message(later)
        await losing.dead_letter_message(dead, reason="why", error_description="because")
    (back,) = await box.receive()
    assert (str(back), back.delivery_count) == ("abandon", 1)
    await box.receiver.complete_message(back)
    (later,) = await box.receiver.receive_deferred_messages(number_of(later))
    await box.receiver.complete_message(later)
    (dead,) = await box.receive_dead()
    assert (dead.dead_letter_reason, dead.dead_letter_error_description) == ("why", "because")
    await (await box.dead_letters()).complete_message(dead)
    assert not any(box.counts().values())


async def test_a_message_settled_by_someone_else_is_lost(box: Box) -> None:
    await box.send("a")
    (message,) = await box.receiver.receive_messages(1, max_wait_time=5)
    other = box.client.get_queue_receiver(box.name)
    async with opened(other):
        await other._settle_message_via_mgmt_link("completed", [message.lock_token])
    with pytest.raises(MessageLockLostError):
        await box.receiver.complete_message(message)
    with pytest.raises(MessageLockLostError):
        await box.receiver.renew_message_lock(message)


async def test_a_receiver_of_the_dead_letter_queue_by_its_path(box: Box) -> None:
    await box.send("bad")
    (message,) = await box.receive()
    await box.receiver.dead_letter_message(message)
    by_path = box.client.get_queue_receiver(f"{box.name.upper()}/$DeadLetterQueue")
    by_name = box.client.get_queue_receiver(box.name, sub_queue=SdkSubQueue.DEAD_LETTER)
    async with opened(by_path, by_name):
        assert bodies(await by_name.peek_messages(3)) == ["bad"]
        await complete(by_path, await receive(by_path))
