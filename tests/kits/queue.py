"""Messages in the queue of a test."""

import json

from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings


async def waiting(clients: Clients, settings: Settings) -> int:
    """Return how many messages the queue holds, those that are locked included."""
    properties = await clients.queue_administration.get_queue_runtime_properties(settings.queue_name)
    return int(properties.active_message_count or 0)


async def receive_all(clients: Clients, settings: Settings) -> list[dict[str, str]]:
    """Take every message from the queue; return their bodies, decoded, in the order of the queue.

    The count ends it: receiving from an empty queue takes as long as one is willing to wait.
    """
    bodies: list[dict[str, str]] = []
    while count := await waiting(clients, settings):
        # Without a prefetch count the SDK keeps the connection alive, and closes it up to a second later.
        async with clients._service_bus.get_queue_receiver(settings.queue_name, prefetch_count=count) as receiver:
            for message in await receiver.receive_messages(count, max_wait_time=5):
                assert message.message_id
                bodies.append(json.loads(str(message)))
                await receiver.complete_message(message)
    return bodies


async def receive_paths(clients: Clients, settings: Settings) -> list[str]:
    """Take every message from the queue; return the paths, sorted."""
    return sorted(body["path"] for body in await receive_all(clients, settings))
