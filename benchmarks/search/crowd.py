"""Start the clients' processes, give them orders, and end them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.search.client import Order, run
from benchmarks.search.documents import Sample

CLIENTS = 8


class Crowd:
    """The clients."""

    def __init__(self, connections: Sequence[Connection]) -> None:
        self._connections = connections

    def order(self, order: Order, clients: int = CLIENTS) -> list[Any]:
        """Let some clients carry out an order at the same time; return the result of each.

        :raises RuntimeError: if one of them cannot.
        """
        asked = self._connections[:clients]
        for connection in asked:
            connection.send(order)
        results = [connection.recv() for connection in asked]
        for result in results:
            if isinstance(result, Exception):
                raise result
        return results

    def order_one(self, order: Order) -> Any:  # noqa: ANN401 - as the order's result
        """Let one client carry out an order; return the result."""
        return self.order(order, clients=1)[0]


@contextmanager
def crowd(environment: Mapping[str, str], sample: Sample) -> Iterator[Crowd]:
    """Yield clients of the database of a size; end them afterwards."""
    context, connections, processes = get_context("spawn"), [], []
    try:
        for _ in range(CLIENTS):
            ours, theirs = context.Pipe()
            process = context.Process(target=run, args=(theirs, environment, sample), daemon=True)
            process.start()
            connections.append(ours)
            processes.append(process)
        yield Crowd(connections)
    finally:
        for connection in connections:
            connection.send(None)
        for process in processes:
            process.join(20)
            process.kill()
