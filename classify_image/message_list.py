"""Send the parts of a message list as messages of their own, so that each succeeds or fails alone."""

from collections.abc import Callable, Sequence

from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusSender

from cocoon.records.message import digest
from cocoon.services.message_sender import send


async def send_each(bodies: Sequence[str], open_sender: Callable[[], ServiceBusSender]) -> None:
    """Put the bodies on the queue.

    Their MessageIds follow from the whole list, so the queue drops them if the list is delivered again.

    :raises TransientError: if the queue fails; some may be sent by then.
    """
    list_id = digest(*bodies)
    messages = (
        ServiceBusMessage(body, message_id=f"{list_id}-{number}", content_type="application/json")
        for number, body in enumerate(bodies)
    )
    sender = open_sender()
    try:
        await send(sender, messages)
    finally:
        await sender.close()
