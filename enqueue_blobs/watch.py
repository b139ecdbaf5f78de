"""How long the message at the head of the queue has been waiting: Azure has no metric that tells."""

import logging
from datetime import UTC, datetime

from cocoon import telemetry
from cocoon.clients import Clients
from cocoon.faults import transient
from cocoon.log import log_event

PEEK_SECONDS = 30.0

logger = logging.getLogger(__name__)


async def watch(clients: Clients) -> float:
    """Log and record the age of the oldest message, locked ones among them, and return it; 0 if there is none.

    :raises TransientError: if the queue fails.
    """
    with transient("queue"):
        async with clients.queue_receiver() as receiver:
            head = await receiver.peek_messages(1, timeout=PEEK_SECONDS)
    since = head[0].enqueued_time_utc if head else None
    age = max(0.0, (datetime.now(UTC) - _in_utc(since)).total_seconds()) if since else 0.0
    log_event(logger, "queue", oldest_seconds=round(age))
    telemetry.record("cocoon.queue.oldest.seconds", age)
    await telemetry.flush()  # this process may have nothing else to do, and be ended
    return age


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
