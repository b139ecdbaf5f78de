"""When the message at the head of the queue was put there, and what that tells of what was sent."""

from datetime import UTC, datetime, timedelta

from cocoon.clients import Clients
from cocoon.faults import transient

PEEK_SECONDS = 30.0
CLOCKS_DIFFER = timedelta(minutes=5)


async def oldest_enqueued(clients: Clients) -> datetime | None:
    """Return when the oldest message was enqueued (UTC), locked ones among them; None if there is none.

    :raises TransientError: if the queue fails.
    """
    with transient("queue"):
        async with clients.queue_receiver() as receiver:
            head = await receiver.peek_messages(1, timeout=PEEK_SECONDS)
    since = head[0].enqueued_time_utc if head else None
    return since if since is None or since.tzinfo else since.replace(tzinfo=UTC)


class QueueHead:
    """What the queue's head tells of what was sent; asked once, and only if somebody wants to know."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._since: datetime | None = None

    async def since(self) -> datetime:
        """Return from when on what was put on the queue may still be there.

        The queue is read from its head, so what was sent before the message there has come and gone: what has no
        document then was lost on the way, or removed since.

        :raises TransientError: if the queue fails.
        """
        if self._since is None:
            self._since = (await oldest_enqueued(self._clients) or datetime.now(UTC)) - CLOCKS_DIFFER
        return self._since
