"""Read the queue's message counts; that needs the Manage right."""

import logging
from typing import TypedDict

from azure.core.exceptions import AzureError
from azure.servicebus.aio.management import ServiceBusAdministrationClient

logger = logging.getLogger(__name__)


class QueueDepth(TypedDict):
    """The numbers of messages that wait, are scheduled, and are dead-lettered."""

    active: int
    scheduled: int
    dead_letter: int


async def queue_depth(administration: ServiceBusAdministrationClient, queue_name: str) -> QueueDepth | None:
    """Return the queue's message counts; None if they cannot be read.

    The app need not have the Manage right, and the statistics must be shown even while the queue is down.
    """
    try:
        queue = await administration.get_queue_runtime_properties(queue_name)
    except (AzureError, TimeoutError, OSError) as error:
        logger.info("the queue's counts cannot be read: %s", type(error).__name__)
        return None
    return QueueDepth(
        active=queue.active_message_count or 0,
        scheduled=queue.scheduled_message_count or 0,
        dead_letter=queue.dead_letter_message_count or 0,
    )
