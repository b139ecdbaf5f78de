"""Messages of all kinds arrive as they were sent."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from azure.servicebus import ServiceBusMessage, ServiceBusReceivedMessage
from azure.servicebus._pyamqp.utils import amqp_long_value
from azure.servicebus.amqp import AmqpAnnotatedMessage, AmqpMessageBodyType, AmqpMessageHeader, AmqpMessageProperties
from azure.servicebus.exceptions import MessageSizeExceededError

from .kit import Box, bodies, complete

pytestmark = pytest.mark.asyncio(loop_scope="session")

KIB = 1024


async def take(box: Box, count: int = 1) -> list[ServiceBusReceivedMessage]:
    messages = await box.receive(count)
    await complete(box.receiver, messages)
    return messages


async def test_one_message(box: Box) -> None:
    await box.sender.send_messages(ServiceBusMessage("one"))
    assert bodies(await take(box)) == ["one"]


async def test_a_list_arrives_in_order(box: Box) -> None:
    sent = [f"{number}" for number in range(20)]
    await box.send(*sent)
    messages = await take(box, 20)
    assert bodies(messages) == sent
    numbers = [message.sequence_number for message in messages]
    assert numbers == sorted(set(numbers))  # type: ignore[type-var] # a received message has one


async def test_batches_of_many(box: Box) -> None:
    batch = await box.sender.create_message_batch()
    for number in range(1500):
        batch.add_message(ServiceBusMessage(f"{number}", message_id=f"id-{number}"))
    await box.sender.send_messages(batch)
    messages = await take(box, 1500)
    assert bodies(messages) == [f"{number}" for number in range(1500)]
    assert messages[-1].message_id == "id-1499"


async def test_a_full_batch(box: Box) -> None:
    batch = await box.sender.create_message_batch()
    with pytest.raises(MessageSizeExceededError):  # noqa: PT012 - adds messages until it is full
        while True:
            batch.add_message(ServiceBusMessage(b"x" * 10 * KIB))
    assert batch.size_in_bytes > 1000 * KIB
    await box.sender.send_messages(batch)
    assert len(await take(box, len(batch))) == len(batch)


@pytest.mark.parametrize("size", [0, 300 * KIB, 1023 * KIB])
async def test_sizes(box: Box, size: int) -> None:
    body = bytes(range(256)) * (size // 256)
    await box.sender.send_messages(ServiceBusMessage(body))
    (message,) = await take(box)
    assert b"".join(message.body) == body


async def test_too_large(box: Box) -> None:
    with pytest.raises(MessageSizeExceededError):
        await box.sender.send_messages(ServiceBusMessage(b"x" * (1024 * KIB + 1)))
    await box.sender.send_messages(ServiceBusMessage("the link lives on"))
    assert bodies(await take(box)) == ["the link lives on"]


VALUES: list[Any] = [
    None,
    True,
    -(2**31),
    1.5,
    "größer 🦋",
    b"bytes",
    uuid.UUID(int=2**127 + 5),
    ["list", 1, [b"deeper"]],
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
async def test_body_of_one_value(box: Box, value: object) -> None:
    await box.sender.send_messages(AmqpAnnotatedMessage(value_body=value))
    (message,) = await take(box)
    assert message.body_type == AmqpMessageBodyType.VALUE
    assert message.body == as_received(value)


def as_received(value: object) -> object:
    """The SDK returns strings in values and sequences as bytes."""
    if isinstance(value, list):
        return [as_received(each) for each in value]
    return value.encode() if isinstance(value, str) else value


async def test_body_of_a_map(box: Box) -> None:
    await box.sender.send_messages(AmqpAnnotatedMessage(value_body={"key": {"inner": 7}}))
    (message,) = await take(box)
    assert message.body == {b"key": {b"inner": 7}}


async def test_body_of_several_data_sections(box: Box) -> None:
    await box.sender.send_messages(AmqpAnnotatedMessage(data_body=[b"one", b"", b"three" * 100]))
    (message,) = await take(box)
    assert message.body_type == AmqpMessageBodyType.DATA
    assert list(message.body) == [b"one", b"", b"three" * 100]


async def test_body_of_sequences(box: Box) -> None:
    await box.sender.send_messages(AmqpAnnotatedMessage(sequence_body=[["a", 1], [b"b", None, 2.5]]))
    (message,) = await take(box)
    assert message.body_type == AmqpMessageBodyType.SEQUENCE
    assert list(message.body) == [[b"a", 1], [b"b", None, 2.5]]


async def test_properties(box: Box) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    fields: dict[str, Any] = {
        "message_id": "größe-1",
        "correlation_id": "correlation",
        "content_type": "application/json",
        "subject": "Schmetterling 🦋",
        "to": "somewhere",
        "reply_to": "back",
        "reply_to_session_id": "reply-session",
        "partition_key": "partition",
    }
    await box.sender.send_messages(ServiceBusMessage("{}", time_to_live=timedelta(minutes=7), **fields))
    (message,) = await take(box)
    assert {name: getattr(message, name) for name in fields} == fields
    assert message.time_to_live == timedelta(minutes=7)
    assert message.enqueued_time_utc is not None
    assert before < message.enqueued_time_utc < datetime.now(UTC) + timedelta(seconds=1)
    assert message.expires_at_utc == message.enqueued_time_utc + timedelta(minutes=7)
    assert message.enqueued_sequence_number == message.sequence_number
    assert message.delivery_count == 0


async def test_a_message_gains_no_properties(box: Box) -> None:
    await box.sender.send_messages(ServiceBusMessage("x"))
    (message,) = await take(box)
    assert message.time_to_live is None
    assert message.application_properties in (None, {})
    assert message.subject is None
    assert message.scheduled_enqueue_time_utc is None
    assert message.dead_letter_reason is None


async def test_application_properties_of_all_types(box: Box) -> None:
    at = datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)
    sent: dict[str | bytes, Any] = {
        "text": "größer 🦋",
        "Schlüssel": "ä",
        "empty": "",
        "long text": "x" * 300,
        "bytes": b"text too",
        "yes": True,
        "no": False,
        "small": 7,
        "negative": -7,
        "large": amqp_long_value(2**40),  # the SDK encodes a bare number in 32 bits
        "float": 0.25,
        "uuid": uuid.uuid4(),
        "time": at,
    }
    await box.sender.send_messages(ServiceBusMessage("x", application_properties=sent))
    (message,) = await take(box)
    received = {bytes(key).decode(): value for key, value in (message.application_properties or {}).items()}  # type: ignore[arg-type]
    expected = {key: value.encode() if isinstance(value, str) else value for key, value in sent.items()}
    assert received.pop("large") == 2**40
    del expected["time"], expected["large"]
    assert received.pop("time") == int(at.timestamp() * 1000)
    assert received == expected


async def test_amqp_header_and_annotations(box: Box) -> None:
    message = AmqpAnnotatedMessage(
        data_body=b"x",
        header=AmqpMessageHeader(durable=True, priority=9),
        properties=AmqpMessageProperties(message_id=uuid.UUID(int=7), user_id=b"me", group_sequence=3),
        annotations={"x-opt-mine": "kept", "x-opt-number": 7, "x-opt-sequence-number": 12345},
        footer={"x-foot": b"note"},
    )
    await box.sender.send_messages(message)
    (received,) = await take(box)
    raw = received.raw_amqp_message
    assert raw.header is not None
    assert (raw.header.durable, raw.header.priority) == (True, 9)
    assert raw.properties is not None
    assert (raw.properties.message_id, raw.properties.user_id, raw.properties.group_sequence) == (
        uuid.UUID(int=7),
        b"me",
        3,
    )
    assert raw.annotations is not None
    assert (raw.annotations[b"x-opt-mine"], raw.annotations[b"x-opt-number"]) == (b"kept", 7)
    assert received.sequence_number != 12345
    assert raw.footer == {b"x-foot": b"note"}


async def test_a_received_message_can_be_sent_again(box: Box) -> None:
    await box.sender.send_messages(ServiceBusMessage("again", message_id="m", application_properties={"a": 1}))
    (first,) = await take(box)
    await box.sender.send_messages(first)
    (second,) = await take(box)
    assert (str(second), second.message_id, second.application_properties) == ("again", "m", {b"a": 1})
    assert second.sequence_number is not None
    assert first.sequence_number is not None
    assert second.sequence_number > first.sequence_number
