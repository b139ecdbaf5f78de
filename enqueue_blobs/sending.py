"""Put messages on the queue, in full batches."""

from collections.abc import Sequence

from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusSender
from azure.servicebus.exceptions import MessageSizeExceededError

from cocoon.faults import transient
from cocoon.messages import ImageMessage


async def send(sender: ServiceBusSender, messages: Sequence[ImageMessage], id_suffix: str = "") -> None:
    """Send a message for each image, as many in a batch as it holds.

    :param id_suffix: what makes the MessageIds differ from those of earlier runs, so that
        duplicate detection lets pass what it has seen before.
    """
    if not messages:
        return
    with transient("queue"):
        batch = await sender.create_message_batch()
        for message in messages:
            queued = ServiceBusMessage(
                message.encode(), message_id=message.message_id + id_suffix, content_type="application/json"
            )
            try:
                batch.add_message(queued)
            except MessageSizeExceededError:
                await sender.send_messages(batch)
                batch = await sender.create_message_batch()
                batch.add_message(queued)
        await sender.send_messages(batch)
