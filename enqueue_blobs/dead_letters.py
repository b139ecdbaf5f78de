"""Send messages of the dead-letter queue back to the queue."""

import logging
from collections.abc import Sequence

from azure.servicebus import ServiceBusMessage, ServiceBusReceivedMessage
from azure.servicebus.aio import ServiceBusReceiver, ServiceBusSender
from azure.servicebus.amqp import AmqpMessageBodyType

from cocoon import messages
from cocoon.clients import Clients
from cocoon.errors import PermanentError
from cocoon.events import IgnoredEvent
from cocoon.faults import transient
from cocoon.sending import send

logger = logging.getLogger(__name__)
AT_ONCE = 200
LAST_WAIT = 2.0  # seconds without a message after which there is none


async def send_dead_letters_back(
    prefix: str, limit: int, clients: Clients, container: str, sender: ServiceBusSender
) -> int:
    """Send back up to ``limit`` dead letters whose blob's path begins with ``prefix``; return how many.

    Each is sent before it is taken away; one that is sent twice for that is dropped by its MessageId.

    :raises TransientError: if the queue fails.
    """
    sent, kept = 0, dict[int, ServiceBusReceivedMessage]()
    with transient("queue"):
        async with clients.dead_letters() as receiver:
            while room := min(AT_ONCE, limit - sent):
                letters = await receiver.receive_messages(room, max_wait_time=LAST_WAIT)
                if not letters or any(letter.sequence_number in kept for letter in letters):
                    break  # all were seen: the lock of a kept one has run out
                chosen = [letter for letter in letters if _is_readable(letter) and _concerns(letter, prefix, container)]
                kept |= {letter.sequence_number or 0: letter for letter in letters if letter not in chosen}
                await _send_back(chosen, sender, receiver)
                sent += len(chosen)
            for letter in kept.values():
                await receiver.abandon_message(letter)
    return sent


async def _send_back(
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
        message = messages.decode(_body(letter), container)
        return not isinstance(message, IgnoredEvent) and message.path.startswith(prefix)
    except PermanentError:
        return False


def _is_readable(letter: ServiceBusReceivedMessage) -> bool:
    """Tell whether the Functions host can read a body; another would only come back here."""
    if letter.body_type == AmqpMessageBodyType.DATA or isinstance(letter.body, str | bytes):
        return True
    logger.warning(
        "dead letter %s stays: its body is an AMQP %s, which the Functions host cannot read; messages are to have data",
        letter.sequence_number,
        letter.body_type.value if letter.body_type else "body",
    )
    return False


def _body(letter: ServiceBusReceivedMessage) -> bytes:
    if letter.body_type == AmqpMessageBodyType.DATA:
        return b"".join(letter.body)
    return bytes(letter.body) if isinstance(letter.body, bytes) else str(letter.body).encode()
