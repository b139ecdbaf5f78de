"""Send messages of the dead-letter queue again."""

import logging
from collections.abc import Callable, Sequence

from azure.servicebus import ServiceBusMessage, ServiceBusReceivedMessage
from azure.servicebus.aio import ServiceBusReceiver, ServiceBusSender
from azure.servicebus.amqp import AmqpMessageBodyType

from cocoon.errors import PermanentError
from cocoon.records.blob_event import BlobEvent
from cocoon.records.message import ImageMessage
from cocoon.records.message_body import parse_body
from cocoon.services.message_sender import send
from cocoon.services.sdk_errors import transient

logger = logging.getLogger(__name__)
AT_ONCE = 200
LAST_WAIT = 2.0  # seconds without a message after which there is none


async def resend_dead_letters(
    prefix: str,
    limit: int,
    open_receiver: Callable[[], ServiceBusReceiver],
    container: str,
    sender: ServiceBusSender,
) -> int:
    """Send up to ``limit`` dead letters again whose blob's path begins with ``prefix``; return how many.

    Each is sent before it is completed; if that sends one twice, the queue drops the second by its MessageId.

    :raises TransientError: if the queue fails.
    """
    sent, kept = 0, dict[int, ServiceBusReceivedMessage]()
    with transient("queue"):
        async with open_receiver() as receiver:
            while room := min(AT_ONCE, limit - sent):
                letters = await receiver.receive_messages(room, max_wait_time=LAST_WAIT)
                if not letters or any(letter.sequence_number in kept for letter in letters):
                    break  # all have been seen: the lock of a kept one has expired
                matching = [
                    letter for letter in letters if _is_readable(letter) and _concerns(letter, prefix, container)
                ]
                kept |= {letter.sequence_number or 0: letter for letter in letters if letter not in matching}
                await _resend(matching, sender, receiver)
                sent += len(matching)
            for letter in kept.values():
                await receiver.abandon_message(letter)
    return sent


async def _resend(
    letters: Sequence[ServiceBusReceivedMessage], sender: ServiceBusSender, receiver: ServiceBusReceiver
) -> None:
    await send(
        sender,
        [
            ServiceBusMessage(
                _body(letter),
                message_id=f"{letter.message_id or ''}-dead-{letter.sequence_number}"[-128:],
                content_type=letter.content_type,
                application_properties=letter.application_properties,
            )
            for letter in letters
        ],
    )
    for letter in letters:
        await receiver.complete_message(letter)


def _concerns(letter: ServiceBusReceivedMessage, prefix: str, container: str) -> bool:
    if not prefix:
        return True
    try:
        message = parse_body(_body(letter), container)
    except PermanentError:
        return False
    return isinstance(message, ImageMessage | BlobEvent) and message.path.startswith(prefix)


def _is_readable(letter: ServiceBusReceivedMessage) -> bool:
    """Return whether the Functions host can read the body; otherwise the message would only be dead-lettered again."""
    if letter.body_type == AmqpMessageBodyType.DATA or isinstance(letter.body, str | bytes):
        return True
    logger.warning(
        "dead letter %s stays: its body is an AMQP %s, which the Functions host cannot read; send a data body",
        letter.sequence_number,
        letter.body_type.value if letter.body_type else "body",
    )
    return False


def _body(letter: ServiceBusReceivedMessage) -> bytes:
    if letter.body_type == AmqpMessageBodyType.DATA:
        return b"".join(letter.body)
    return bytes(letter.body) if isinstance(letter.body, bytes) else str(letter.body).encode()
