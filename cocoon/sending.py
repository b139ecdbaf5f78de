"""Put messages on the queue, in full batches."""

from collections.abc import Iterable

from azure.servicebus import ServiceBusMessage, ServiceBusMessageBatch
from azure.servicebus.aio import ServiceBusSender
from azure.servicebus.exceptions import MessageSizeExceededError

from cocoon import telemetry
from cocoon.faults import transient
from cocoon.messages import ImageMessage


def queued_message(message: ImageMessage, id_suffix: str = "") -> ServiceBusMessage:
    """Return what is sent for an image.

    :param id_suffix: what makes the MessageId differ from that of earlier runs, so that
        duplicate detection lets pass what it has seen before.
    """
    return ServiceBusMessage(
        message.encode(), message_id=message.message_id + id_suffix, content_type="application/json"
    )


async def send(sender: ServiceBusSender, messages: Iterable[ServiceBusMessage]) -> None:
    """Send messages, as many in a batch as it holds.

    :raises TransientError: if the queue fails; some may be sent by then.
    """
    with transient("queue"):
        batch = None
        for message in messages:
            batch = batch or await sender.create_message_batch()
            try:
                batch.add_message(message)
            except MessageSizeExceededError:
                await _send(sender, batch)
                batch = await sender.create_message_batch()
                batch.add_message(message)
        if batch is not None:
            await _send(sender, batch)


async def _send(sender: ServiceBusSender, batch: ServiceBusMessageBatch) -> None:
    await sender.send_messages(batch)
    telemetry.record("cocoon.batch.messages", len(batch))
