"""How long the message at the head of the queue has been waiting: Azure has no metric that tells."""

import logging
from datetime import UTC, datetime

from cocoon import telemetry
from cocoon.clients import Clients
from cocoon.log import log_event
from enqueue_blobs.queue_head import oldest_enqueued

logger = logging.getLogger(__name__)


async def watch(clients: Clients) -> float:
    """Log and record the age of the oldest message, locked ones among them, and return it; 0 if there is none.

    :raises TransientError: if the queue fails.
    """
    since = await oldest_enqueued(clients)
    age = max(0.0, (datetime.now(UTC) - since).total_seconds()) if since else 0.0
    log_event(logger, "queue", oldest_seconds=round(age))
    telemetry.record("cocoon.queue.oldest.seconds", age)
    await telemetry.flush()  # this process may have nothing else to do, and be ended
    return age
