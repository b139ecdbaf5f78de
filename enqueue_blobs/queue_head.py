"""When the message at the head of the queue was put there."""

from datetime import UTC, datetime

from cocoon.clients import Clients
from cocoon.faults import transient

PEEK_SECONDS = 30.0


async def oldest_enqueued(clients: Clients) -> datetime | None:
    """Return when the oldest message was enqueued (UTC), locked ones among them; None if there is none.

    :raises TransientError: if the queue fails.
    """
    with transient("queue"):
        async with clients.queue_receiver() as receiver:
            head = await receiver.peek_messages(1, timeout=PEEK_SECONDS)
    since = head[0].enqueued_time_utc if head else None
    return since if since is None or since.tzinfo else since.replace(tzinfo=UTC)
