"""When the message at the head of the queue was put there, and what that tells of what was sent."""

from datetime import UTC, datetime, timedelta

from cocoon.clients import Clients
from cocoon.faults import transient
from enqueue_blobs.state import Listing

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


async def in_queue_since(clients: Clients, listing: Listing) -> datetime:
    """Return from when on what was put on the queue may still be there; for an incremental listing, any time.

    The queue is read from its head, so what was sent before the message there has come and gone: what has no
    document then was lost on the way, or removed since.

    :raises TransientError: if the queue fails.
    """
    if listing.since is not None or listing.force:
        return datetime.min.replace(tzinfo=UTC)
    return (await oldest_enqueued(clients) or datetime.now(UTC)) - CLOCKS_DIFFER
