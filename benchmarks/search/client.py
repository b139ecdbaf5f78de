"""Run one client: a process with an event loop of its own, which carries out orders."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Literal, Protocol

from pymongo import monitoring

from benchmarks.search.documents import Sample
from benchmarks.search.kinds import Kind
from benchmarks.search.plan import Plan, explain
from benchmarks.search.requests import Requests
from benchmarks.search.target import settings_of
from benchmarks.search.traffic import Traffic, TrafficListener
from benchmarks.search.writing import Writer
from cocoon.errors import TransientError
from cocoon.services.clients import Clients

LISTENER = TrafficListener()


@dataclass(slots=True)
class Times:
    """The milliseconds that each request took, and how many were refused (503)."""

    milliseconds: list[float] = field(default_factory=list)
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Client:
    """What orders have at hand."""

    requests: Requests
    writer: Writer


class Order(Protocol):
    """Something to do."""

    async def carry_out(self, client: Client) -> Any:  # noqa: ANN401 - each order returns something else
        """Do it, and return what is to know."""


@dataclass(frozen=True, slots=True)
class FindPage:
    """Find the page that a kind asks for."""

    kind: Kind

    async def carry_out(self, client: Client) -> Kind:
        """Return the kind with the page's cursor."""
        return await client.requests.at_its_page(self.kind)


@dataclass(frozen=True, slots=True)
class Look:
    """See what one request sends and gets, and which rows the database reads for it."""

    kind: Kind
    explains: bool

    async def carry_out(self, client: Client) -> tuple[Traffic, Plan | None]:
        """Return the traffic, and the rows if the database explains."""
        await Measure(self.kind, most=0).carry_out(client)
        with LISTENER.counting() as traffic:
            await Measure(self.kind, most=0).carry_out(client)
        plan = None
        if self.explains:
            plan = await explain(client.requests.clients.images.database, traffic.reads)
        traffic.reads.clear()  # they hold what the driver needs, which no other process can use
        return traffic, plan


@dataclass(frozen=True, slots=True)
class Measure:
    """Send one request that is not timed, then others one after the other."""

    kind: Kind
    most: int
    seconds: float = 0.0

    async def carry_out(self, client: Client) -> Times:
        """Return the times of at most so many requests, in about so many seconds, but of one at least."""
        times, until = Times(), time.perf_counter() + self.seconds
        for turn in range(self.most + 1):
            started = time.perf_counter()
            if turn > 1 and started > until:
                break
            try:
                await client.requests.send(self.kind)
            except TransientError:  # answered 503: the database took too long
                times.refused += turn > 0
            if turn:
                times.milliseconds.append((time.perf_counter() - started) * 1000)
        return times


@dataclass(frozen=True, slots=True)
class Write:
    """Store images for some seconds, or remove those that were stored."""

    what: Literal["new", "again", "remove"]
    seconds: float = 0.0

    async def carry_out(self, client: Client) -> tuple[float, int]:
        """Return how many images were stored a second, and the commands that this took."""
        if self.what == "remove":
            await client.writer.remove()
            return 0.0, 0
        started = time.perf_counter()
        with LISTENER.counting() as traffic:
            store = client.writer.store_new if self.what == "new" else client.writer.store_again
            count = await store(self.seconds)
        return count / (time.perf_counter() - started), round(traffic.commands / max(1, count))


def run(orders: Connection, environment: Mapping[str, str], sample: Sample) -> None:
    """Carry out orders until there is none."""
    monitoring.register(LISTENER)
    asyncio.run(_run(orders, environment, sample))


async def _run(orders: Connection, environment: Mapping[str, str], sample: Sample) -> None:
    settings = settings_of(environment, sample.size)
    clients = Clients(settings)
    client = Client(Requests(clients, settings, sample), Writer(clients, sample))
    try:
        while order := await asyncio.to_thread(orders.recv):
            try:
                orders.send(await order.carry_out(client))
            except Exception as error:  # noqa: BLE001 - whoever ordered it decides
                orders.send(RuntimeError(f"{order}: {error!r}"))
    except EOFError:  # whoever gave the orders has ended
        pass
    finally:
        await clients.close()
