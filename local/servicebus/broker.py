"""All the queues of the namespace, by name."""

from .errors import EntityNotFoundError
from .queue import DEAD_LETTER_SUFFIX, Queue, QueueProperties
from .store import Store
from .subqueue import SubQueue


class Broker:
    """Finds queues by the addresses that clients use."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.queues: dict[str, Queue] = {}

    def create(self, properties: QueueProperties) -> Queue:
        """Make a queue."""
        queue = Queue(properties, self.store)
        self.queues[queue.key] = queue
        self.store.put_queue(queue)
        return queue

    def delete(self, name: str) -> None:
        """Remove a queue with all its messages."""
        queue = self.queues.pop(name.lower())
        queue.close()
        self.store.delete_queue(queue)

    def close(self) -> None:
        """Stop all that would happen by itself: locks and lives that end, schedules."""
        for queue in self.queues.values():
            queue.close()

    def find(self, address: str) -> SubQueue:
        """Return what an address means: a name, case aside, or an ``amqps://host[:port]/name`` URI.

        :raises EntityNotFoundError: if there is no such queue.
        """
        path = address.split("://", 1)[1].partition("/")[2] if "://" in address else address
        name = path.strip("/").lower()
        is_dead_letter = name.endswith(DEAD_LETTER_SUFFIX)
        queue = self.queues.get(name.removesuffix(DEAD_LETTER_SUFFIX))
        if queue is None:
            raise EntityNotFoundError(path)
        return queue.dead_letter if is_dead_letter else queue.active
