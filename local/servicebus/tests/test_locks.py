"""Locks expire, are renewed, and are lost."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from azure.servicebus.aio import AutoLockRenewer, ServiceBusClient
from azure.servicebus.exceptions import MessageLockLostError

from .kit import Box, TakeBox, bodies, complete, opened, receive

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_expired_lock_is_lost_and_the_message_redelivered(brief_box: Box) -> None:
    await brief_box.send("a")
    (first,) = await brief_box.receive()
    assert first.locked_until_utc is not None
    remaining = first.locked_until_utc - datetime.now(UTC)
    assert timedelta(seconds=0.3) < remaining <= timedelta(seconds=0.9)
    (second,) = await brief_box.receive()
    assert (str(second), second.delivery_count) == ("a", 1)
    assert second.lock_token != first.lock_token
    first._raw_amqp_message.annotations[b"x-opt-locked-until"] *= 2  # past the SDK's check
    with pytest.raises(MessageLockLostError):
        await brief_box.receiver.complete_message(first)
    with pytest.raises(MessageLockLostError):
        await brief_box.receiver.renew_message_lock(first)
    await brief_box.receiver.complete_message(second)


async def test_a_message_whose_locks_expire_too_often_is_dead_lettered(brief_box: Box) -> None:
    await brief_box.send("a")
    for count in range(3):
        (message,) = await brief_box.receive()
        assert message.delivery_count == count
    (dead,) = await brief_box.receive_dead()
    assert dead.dead_letter_reason == "MaxDeliveryCountExceeded"
    await (await brief_box.dead_letters()).complete_message(dead)


async def test_a_renewed_lock_lasts(brief_box: Box) -> None:
    await brief_box.send("a")
    (message,) = await brief_box.receive()
    for _ in range(3):
        before = message.locked_until_utc
        assert await brief_box.is_empty_for(0.5)
        after = await brief_box.receiver.renew_message_lock(message)
        assert before is not None
        assert after > before
        assert message.locked_until_utc == after
    await brief_box.receiver.complete_message(message)


async def test_the_renewer_holds_many_messages(take_box: TakeBox) -> None:
    box = await take_box(LockDuration="PT2.2S")  # the SDK does not renew shorter ones in time
    await box.send(*(f"{number}" for number in range(40)))
    async with AutoLockRenewer() as renewer:
        messages = await box.receive(40)
        for message in messages:
            renewer.register(box.receiver, message, max_lock_renewal_duration=30)
        assert await box.is_empty_for(3)
        assert [message.auto_renew_error for message in messages] == [None] * 40
        await complete(box.receiver, messages)
    assert not any(box.counts().values())


async def test_the_messages_of_a_closed_client_go_to_the_next(brief_box: Box) -> None:
    await brief_box.send("a", "b")
    going = ServiceBusClient.from_connection_string(brief_box.stand_in.connection_string)
    receiver = going.get_queue_receiver(brief_box.name)
    async with opened(receiver):
        held = await receive(receiver, 2)
        await asyncio.gather(receiver.close(), going.close())
    messages = await brief_box.receive(2)
    assert bodies(messages) == bodies(held)
    assert [each.delivery_count for each in messages] == [1, 1]
    await complete(brief_box.receiver, messages)


async def test_a_client_closed_in_the_middle_of_receiving(brief_box: Box) -> None:
    going = ServiceBusClient.from_connection_string(brief_box.stand_in.connection_string)
    receiver = going.get_queue_receiver(brief_box.name)
    await receiver.__aenter__()
    receiving = asyncio.create_task(receiver.receive_messages(10, max_wait_time=30))
    await asyncio.sleep(0.05)  # until it waits
    receiving.cancel()
    receiver._handler._connection._transport.writer.transport.abort()  # type: ignore[union-attr] # as if the machine had failed
    await brief_box.send("a")
    (message,) = await brief_box.receive()
    await brief_box.receiver.complete_message(message)
    await asyncio.gather(receiver.close(), going.close(), return_exceptions=True)
