"""Peeking, receive modes, prefetching, competing receivers, and queues that do not exist."""

import asyncio
import time

import pytest
from azure.servicebus import ServiceBusMessage, ServiceBusMessageState, ServiceBusReceiveMode
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver
from azure.servicebus.exceptions import MessagingEntityNotFoundError, ServiceBusError

from .kit import Box, bodies, complete, eventually, opened, receive

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_peek_removes_nothing(box: Box) -> None:
    await box.send(*"abcde")
    assert bodies(await box.receiver.peek_messages(3)) == ["a", "b", "c"]
    assert bodies(await box.receiver.peek_messages(3)) == ["d", "e"]  # the SDK continues after the last one
    assert await box.receiver.peek_messages(3) == []
    first = await box.receiver.peek_messages(5, sequence_number=1)
    assert bodies(first) == ["a", "b", "c", "d", "e"]
    assert [each.lock_token for each in first] == [None] * 5
    third = first[2].sequence_number or 0
    assert bodies(await box.receiver.peek_messages(2, sequence_number=third)) == ["c", "d"]
    messages = await box.receive(5)
    assert [each.delivery_count for each in messages] == [0] * 5
    locked = await box.receiver.peek_messages(1, sequence_number=1)
    assert (bodies(locked), locked[0].state) == (["a"], ServiceBusMessageState.ACTIVE)
    await complete(box.receiver, messages)
    assert await box.receiver.peek_messages(1, sequence_number=1) == []


async def test_receive_and_delete(box: Box) -> None:
    await box.send(*"abc")
    taker = box.client.get_queue_receiver(box.name, receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE)
    async with opened(taker):
        messages = await receive(taker, 3)
        assert bodies(messages) == ["a", "b", "c"]
        assert messages[0].lock_token is None
        assert not any(box.counts().values())
        with pytest.raises(ValueError, match="RECEIVE_AND_DELETE"):
            await taker.complete_message(messages[0])


async def test_prefetch(box: Box) -> None:
    await box.send(*(f"{number}" for number in range(60)))
    fast = box.client.get_queue_receiver(box.name, prefetch_count=25)
    async with opened(fast):
        messages = await receive(fast, 40)
        await complete(fast, messages)
    assert [int(str(each)) for each in messages] == list(range(40))
    rest = await box.receive(20)  # closing released the prefetched messages
    assert {each.delivery_count for each in rest} == {0}
    await complete(box.receiver, rest)


async def test_competing_receivers_get_each_message_once(box: Box) -> None:
    count = 300
    others = [box.client.get_queue_receiver(box.name) for _ in range(3)]
    taken: list[str] = []

    async def work(receiver: ServiceBusReceiver) -> int:
        mine = 0
        while len(taken) < count:
            for message in await receiver.receive_messages(5, max_wait_time=0.3):
                taken.append(str(message))
                mine += 1
                await receiver.complete_message(message)
        return mine

    async with opened(*others):
        working = [asyncio.create_task(work(each)) for each in others]
        await box.send(*(f"{number}" for number in range(count)))
        shares = await asyncio.gather(*working)
    assert sorted(taken, key=int) == [f"{number}" for number in range(count)]
    assert min(shares) > 0


async def test_many_senders_and_receivers_at_once(box: Box) -> None:
    senders = [box.client.get_queue_sender(box.name) for _ in range(5)]
    receivers = [box.client.get_queue_receiver(box.name) for _ in range(5)]
    taken: list[str] = []

    async def take(receiver: ServiceBusReceiver) -> None:
        while len(taken) < 5 * 25:
            messages = await receiver.receive_messages(10, max_wait_time=0.3)
            taken.extend(bodies(messages))
            await complete(receiver, messages)

    async with opened(*senders, *receivers):
        taking = [asyncio.create_task(take(each)) for each in receivers]
        await asyncio.gather(
            *(
                sender.send_messages(ServiceBusMessage(f"{which}.{number}"))
                for which, sender in enumerate(senders)
                for number in range(25)
            )
        )
        await asyncio.gather(*taking)
    assert sorted(taken) == sorted(f"{which}.{number}" for which in range(5) for number in range(25))


async def test_iterating(box: Box) -> None:
    await box.send(*"abc")
    iterating = box.client.get_queue_receiver(box.name, max_wait_time=0.4)
    taken = []
    async with opened(iterating):
        async for message in iterating:
            taken.append(str(message))
            await iterating.complete_message(message)
            if len(taken) == 3:
                await box.send("late")
    assert taken == ["a", "b", "c", "late"]


async def test_waiting_receiver_gets_a_message_at_once(box: Box) -> None:
    waiting = asyncio.create_task(box.receive())
    await asyncio.sleep(0)
    start = time.monotonic()
    await box.send("now")
    (message,) = await waiting
    assert time.monotonic() - start < 1
    await box.receiver.complete_message(message)


async def test_a_message_released_by_an_idle_receiver_was_never_delivered(box: Box) -> None:
    await box.send("first")
    (first,) = await box.receiver.receive_messages(10, max_wait_time=5)  # nine credits are left
    await box.send("second")
    await box.receiver.complete_message(first)

    for _ in range(3):  # any request makes the SDK read what has arrived
        await box.receiver.peek_messages(1, sequence_number=1)
    (second,) = await box.receive()
    assert (str(second), second.delivery_count) == ("second", 0)
    await box.receiver.complete_message(second)


async def test_a_queue_that_does_not_exist(box: Box) -> None:
    text = box.stand_in.connection_string
    async with ServiceBusClient.from_connection_string(text) as client:
        missing = f"{box.name}-missing"
        sender, receiver, peeker = client.get_queue_sender(missing), *map(client.get_queue_receiver, [missing] * 2)
        topic, grave = client.get_topic_sender("topic"), client.get_queue_sender(f"{box.name}/$DeadLetterQueue")
        start = time.monotonic()
        errors = await asyncio.gather(
            sender.send_messages(ServiceBusMessage("x")),
            receiver.receive_messages(max_wait_time=5),
            peeker.peek_messages(),
            topic.send_messages(ServiceBusMessage("x")),
            grave.send_messages(ServiceBusMessage("x")),
            return_exceptions=True,
        )
        assert time.monotonic() - start < 4
        assert [type(error) for error in errors] == [MessagingEntityNotFoundError] * 4 + [ServiceBusError]
        assert missing in str(errors[0])
        await asyncio.gather(*(each.close() for each in (sender, receiver, peeker, topic, grave)))


async def test_localhost_works_and_names_ignore_case(box: Box) -> None:
    text = box.stand_in.connection_string.replace("127.0.0.1", "localhost")
    async with ServiceBusClient.from_connection_string(text) as client:
        loud = client.get_queue_sender(box.name.upper())
        async with opened(loud):
            await loud.send_messages(ServiceBusMessage("x"))
    await complete(box.receiver, await box.receive())


async def test_large_messages_in_both_directions_at_once(box: Box) -> None:
    """Deliveries of many frames fill the windows of a session."""
    payload = b"0123456789abcdef" * 16 * 1024

    async def send() -> None:
        for _ in range(20):
            await box.sender.send_messages(ServiceBusMessage(payload))

    sending = asyncio.create_task(send())
    messages = await box.receive(20)
    await sending
    assert all(b"".join(each.body) == payload for each in messages)
    await complete(box.receiver, messages)
    assert await eventually(lambda: asyncio.to_thread(box.counts), lambda counts: not any(counts.values()))
