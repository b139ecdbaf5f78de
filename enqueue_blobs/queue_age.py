"""Record how long the oldest message has waited in the queue: Azure has no metric for it."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from azure.servicebus.aio import ServiceBusReceiver

from cocoon.telemetry import metrics
from cocoon.telemetry.log_events import log_event
from enqueue_blobs.queue_head import oldest_enqueued

logger = logging.getLogger(__name__)


async def record_queue_age(open_receiver: Callable[[], ServiceBusReceiver]) -> float:
    """Log, record and return the age of the oldest message, in seconds; 0 if the queue is empty.

    :raises TransientError: if the queue fails.
    """
    since = await oldest_enqueued(open_receiver)
    age = max(0.0, (datetime.now(UTC) - since).total_seconds()) if since else 0.0
    log_event(logger, "queue", oldest_seconds=round(age))
    metrics.record("cocoon.queue.oldest.seconds", age)
    await metrics.flush()  # the host may end this process when it has nothing else to do
    return age
