"""Put messages on the queue, in full batches."""

from collections.abc import Iterable

from azure.servicebus import ServiceBusMessage, ServiceBusMessageBatch
from azure.servicebus.aio import ServiceBusSender
from azure.servicebus.exceptions import MessageSizeExceededError

from cocoon.records.message import ImageMessage
from cocoon.services.sdk_errors import transient
from cocoon.telemetry import metrics


def queued_message(message: ImageMessage, id_suffix: str = "") -> ServiceBusMessage:
    """Return the Service Bus message of an image.

    :param id_suffix: an end of the MessageId that differs from earlier runs', so that duplicate detection accepts
        a version that was sent before.
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
    metrics.record("cocoon.batch.messages", len(batch))
