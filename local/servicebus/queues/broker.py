"""All the queues of the namespace."""

from ..errors import ArgumentError, EntityNotFoundError
from ..storage.store import Store
from .idle import IdleWatch
from .properties import QueueProperties
from .queue import DEAD_LETTER_SUFFIX, Queue
from .subqueue import SubQueue


class Broker:
    """Creates, changes and deletes queues, and finds them by the addresses that clients use."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.queues: dict[str, Queue] = {}
        self._idle = IdleWatch(self.delete)

    def create(self, properties: QueueProperties) -> Queue:
        """Create a queue.

        :raises ArgumentError: if it forwards to a queue that does not exist.
        """
        self._check_forwarding(properties)
        queue = self.add(properties)
        self._idle.watch(queue)
        return queue

    def add(self, properties: QueueProperties) -> Queue:
        """Create a queue before the broker starts: the queue that it forwards to may be added later."""
        queue = Queue(properties, self.store, self)
        self.queues[queue.key] = queue
        queue.save()
        return queue

    def start(self) -> None:
        """Begin to delete queues that are idle."""
        for queue in self.queues.values():
            self._idle.watch(queue)

    def update(self, queue: Queue, properties: QueueProperties) -> None:
        """Change a queue's properties.

        :raises ArgumentError: if they forward to a queue that does not exist.
        """
        self._check_forwarding(properties)
        queue.update(properties)
        self._idle.watch(queue)

    def _check_forwarding(self, properties: QueueProperties) -> None:
        """Make sure that a queue forwards to others, and that they exist.

        :raises ArgumentError: naming the destination that does not exist, or is the queue itself.
        """
        for address in filter(None, (properties.forward_to, properties.forward_dead_letters_to)):
            try:
                destination = self.find_queue(address)
            except EntityNotFoundError as error:
                raise ArgumentError(f"{properties.name} cannot forward to {address!r}: {error}") from error
            if destination.key == properties.name.lower():
                raise ArgumentError(f"{properties.name} cannot forward to itself.")

    def delete(self, name: str) -> None:
        """Delete a queue with all its messages."""
        queue = self.queues.pop(name.lower())
        self._idle.forget(queue)
        queue.close()
        self.store.delete_queue(queue.key)

    def end_deliveries(self) -> None:
        """End every lock as a failed delivery: no lock outlasts the broker."""
        for queue in self.queues.values():
            queue.active.end_deliveries()
            queue.dead_letter.end_deliveries()

    def close(self) -> None:
        """Stop all timers: locks, expiry, schedules and idle queues."""
        for queue in self.queues.values():
            self._idle.forget(queue)
            queue.close()

    def find(self, address: str) -> SubQueue:
        """Return the sub-queue at an address: a name in any case, or an ``amqps://host[:port]/name`` URI.

        :raises EntityNotFoundError: if there is no such queue.
        """
        queue, is_dead_letter = self._resolve(address)
        return queue.dead_letter if is_dead_letter else queue.active

    def find_queue(self, address: str) -> Queue:
        """Return the queue at an address, which may also be that of its dead-letter queue.

        :raises EntityNotFoundError: if there is no such queue.
        """
        return self._resolve(address)[0]

    def _resolve(self, address: str) -> tuple[Queue, bool]:
        path = address.split("://", 1)[1].partition("/")[2] if "://" in address else address
        name = path.strip("/").lower()
        queue = self.queues.get(name.removesuffix(DEAD_LETTER_SUFFIX))
        if queue is None:
            raise EntityNotFoundError(path)
        return queue, name.endswith(DEAD_LETTER_SUFFIX)
