"""All the queues of the namespace, by name."""

from .errors import ArgumentError, EntityNotFoundError
from .idle import IdleWatch
from .properties import QueueProperties
from .queue import DEAD_LETTER_SUFFIX, Queue
from .store import Store
from .subqueue import SubQueue


class Broker:
    """Finds queues by the addresses that clients use."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.queues: dict[str, Queue] = {}
        self._idle = IdleWatch(self.delete)

    def create(self, properties: QueueProperties) -> Queue:
        """Make a queue.

        :raises ArgumentError: if it is to forward to a queue that is not there.
        """
        self._check_forwarding(properties)
        queue = self.add(properties)
        self._idle.watch(queue)
        return queue

    def add(self, properties: QueueProperties) -> Queue:
        """Make a queue while the broker starts: what it forwards to, and when it was used, may come later."""
        queue = Queue(properties, self.store, self)
        self.queues[queue.key] = queue
        self.store.put_queue(queue)
        return queue

    def start(self) -> None:
        """Begin to watch for queues that nobody uses."""
        for queue in self.queues.values():
            self._idle.watch(queue)

    def update(self, queue: Queue, properties: QueueProperties) -> None:
        """Change a queue's properties.

        :raises ArgumentError: if it is to forward to a queue that is not there.
        """
        self._check_forwarding(properties)
        queue.update(properties)
        self._idle.watch(queue)

    def _check_forwarding(self, properties: QueueProperties) -> None:
        """Make sure that a queue forwards to others that are there.

        :raises ArgumentError: naming the one that is not, or that is the queue itself.
        """
        for address in filter(None, (properties.forward_to, properties.forward_dead_letters_to)):
            try:
                destination = self.find(address).queue
            except EntityNotFoundError as error:
                raise ArgumentError(f"{properties.name} is to forward to {address!r}: {error}") from error
            if destination.key == properties.name.lower():
                raise ArgumentError(f"{properties.name} cannot forward to itself.")

    def delete(self, name: str) -> None:
        """Remove a queue with all its messages."""
        queue = self.queues.pop(name.lower())
        self._idle.forget(queue)
        queue.close()
        self.store.delete_queue(queue)

    def end_deliveries(self) -> None:
        """Count what is in the hands of receivers as delivered in vain: no lock outlasts the broker."""
        for queue in self.queues.values():
            queue.active.end_deliveries()
            queue.dead_letter.end_deliveries()

    def close(self) -> None:
        """Stop all that would happen by itself: locks and lives that end, schedules."""
        for queue in self.queues.values():
            self._idle.forget(queue)
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
