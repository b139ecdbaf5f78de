"""How many messages wait in the queue."""

import logging

from azure.core.exceptions import AzureError

from cocoon.clients import Clients

logger = logging.getLogger(__name__)


async def queue_depth(clients: Clients, name: str) -> dict[str, int] | None:
    """Return the numbers of messages that wait, are scheduled, and are dead-lettered.

    None if they cannot be had: the app need not have the right to manage the queue, and statistics are to
    be shown while the queue is down.
    """
    try:
        queue = await clients.queue_administration.get_queue_runtime_properties(name)
    except (AzureError, TimeoutError, OSError) as error:
        logger.info("the queue's counts cannot be read: %s", type(error).__name__)
        return None
    return {
        "active": queue.active_message_count or 0,
        "scheduled": queue.scheduled_message_count or 0,
        "dead_letter": queue.dead_letter_message_count or 0,
    }
