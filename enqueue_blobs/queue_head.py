"""Read when the message at the head of the queue was sent, which decides which marks still count."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from azure.servicebus.aio import ServiceBusReceiver

from cocoon.services.sdk_errors import transient

PEEK_SECONDS = 30.0
CLOCKS_DIFFER = timedelta(minutes=5)


async def oldest_enqueued(open_receiver: Callable[[], ServiceBusReceiver]) -> datetime | None:
    """Return when the oldest message was enqueued (UTC), including locked ones; None if the queue is empty.

    :raises TransientError: if the queue fails.
    """
    with transient("queue"):
        async with open_receiver() as receiver:
            head = await receiver.peek_messages(1, timeout=PEEK_SECONDS)
    since = head[0].enqueued_time_utc if head else None
    return since if since is None or since.tzinfo else since.replace(tzinfo=UTC)


class QueueHead:
    """The time of the queue's head, read once and only if it is needed."""

    def __init__(self, open_receiver: Callable[[], ServiceBusReceiver]) -> None:
        self._open_receiver = open_receiver
        self._since: datetime | None = None

    async def since(self) -> datetime:
        """Return the time since when a message that was sent may still be in the queue.

        The queue is read from its head, so a message that was sent before the one at the head has been received. If it
        left no document, it was lost on the way, or its document was removed since.

        :raises TransientError: if the queue fails.
        """
        if self._since is None:
            self._since = (await oldest_enqueued(self._open_receiver) or datetime.now(UTC)) - CLOCKS_DIFFER
        return self._since
