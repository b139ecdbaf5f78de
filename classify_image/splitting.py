"""Turn a message that is a list of events into a message for each, so that each is done, or fails, by itself."""

from collections.abc import Sequence

from azure.servicebus import ServiceBusMessage

from cocoon.clients import Clients
from cocoon.messages import digest
from cocoon.sending import send


async def send_each(bodies: Sequence[str], clients: Clients) -> None:
    """Put the bodies on the queue.

    Their MessageIds follow from the whole, so that the queue drops them when the list is delivered again.

    :raises TransientError: if the queue fails; some may be sent by then.
    """
    whole = digest(*bodies)
    sender = clients.queue_sender()
    try:
        await send(
            sender,
            (
                ServiceBusMessage(body, message_id=f"{whole}-{number}", content_type="application/json")
                for number, body in enumerate(bodies)
            ),
        )
    finally:
        await sender.close()
