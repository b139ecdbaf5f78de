"""Measure searches over documents with Zipf-distributed labels, 8 at a time: ``make bench NAME=search``.

They run in one process, with the code behind the triggers, against the embedded database, or ``mongod`` if it is on
the PATH.
"""

import asyncio
import json
import random
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from pymongo import monitoring
from pymongo.asynchronous.collection import AsyncCollection
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.classify import environment_with_path
from cocoon.errors import TransientError
from cocoon.records.image_document import ImageDocument
from cocoon.records.label import Label
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, labelled
from cocoon.services import indexes
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings, from_environment
from local.configuration import TEMPLATE, configure
from local.host.app_settings import read_values
from local.stack import running
from query_labels.image_address import ImageAddress
from query_labels.image_lookup import get_image
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from query_labels.statistics.label_counts import count_labels
from query_labels.statistics.label_graph import label_graph
from query_labels.statistics.overview import statistics as app_statistics
from query_labels.statistics.statistics_request import GraphQuery, LabelsQuery
from query_labels.thesaurus.model_files import ModelFiles
from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Thesaurus

NAMES, LABELS_EACH, CLIENTS, EACH = 1000, 4, 8, 40
COMMON, RARE = "label 0", "label 500"
NOW = datetime.now(UTC)

Ask = Callable[[random.Random], Awaitable[object]]


class RoundTrips(monitoring.CommandListener):
    """Counts the commands that are sent to the database."""

    sent = 0

    def started(self, _event: monitoring.CommandStartedEvent) -> None:
        """Count a command."""
        self.sent += 1

    def succeeded(self, _event: monitoring.CommandSucceededEvent) -> None:
        """Nothing to do."""

    def failed(self, _event: monitoring.CommandFailedEvent) -> None:
        """Nothing to do."""


def main() -> None:
    """Measure and print; the last line is JSON."""
    sizes = (20_000, 1_000_000) if shutil.which("mongod") else (2_000, 20_000)
    trips = RoundTrips()
    monitoring.register(trips)
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as state:
            environment = environment_with_path(read_values(TEMPLATE) | {"STATE": state})
            with running(configure(environment)) as stack:
                settings = from_environment(stack.configuration.environment)
                figures[str(size)] = asyncio.run(_measure(settings, size, trips))
    _show(figures)
    print(json.dumps(figures))


async def _measure(settings: Settings, size: int, trips: RoundTrips) -> dict[str, dict[str, float]]:
    clients = Clients(settings)
    try:
        await indexes.ensure(clients.images)
        await _fill(clients.images, size)
        return {
            kind: await _ask(ask, trips)
            for kind, ask in track(_kinds(clients, settings, size).items(), f"{size} documents")
        }
    finally:
        await clients.close()


def _kinds(clients: Clients, settings: Settings, size: int) -> dict[str, Ask]:
    source = ThesaurusSource(ModelFiles(clients, settings))

    def search(*parameters: tuple[str, str]) -> Ask:
        return lambda _: search_images(clients, store_of(clients), source, parse_search(parameters))

    def some_image(chance: random.Random) -> Awaitable[object]:
        return get_image(
            clients,
            settings,
            Thesaurus(),
            ImageAddress.parse(settings.images_container, f"{chance.randrange(size):08}.jpg", []),
        )

    return {
        "labels": lambda _: count_labels(
            store_of(clients), Thesaurus(), LabelsQuery(limit=50)
        ),  # first: it makes the counts that the others look up
        "one image": some_image,
        "rare label, best": search(("label", RARE)),
        "common label, best": search(("label", COMMON)),
        "common label, newest": search(("label", COMMON), ("sort", "newest")),
        "two labels": search(("label", RARE), ("label", COMMON)),
        "any of two": search(("label", RARE), ("label", "label 501"), ("match", "any")),
        "score from 0.9": search(("label", COMMON), ("min_score", "0.9")),
        "newest": search(),
        "prefix": search(("prefix", "000001")),
        "facets": search(("label", COMMON), ("facets", "20")),
        "graph": lambda _: label_graph(clients, Thesaurus(), GraphQuery()),
        "stats": lambda _: app_statistics(clients, settings, store_of(clients), 60),
    }


async def _ask(ask: Ask, trips: RoundTrips) -> dict[str, float]:
    """Send requests from eight clients; return milliseconds and database round trips per request."""
    chance, times, refused = random.Random(1), list[float](), 0  # noqa: S311 - the same in each run
    await ask(chance)
    before, turns = trips.sent, iter(range(EACH))

    async def client() -> None:
        nonlocal refused
        for _ in turns:
            started = time.perf_counter()
            try:
                await ask(chance)
            except TransientError:  # answered 503: the database took too long
                refused += 1
            times.append((time.perf_counter() - started) * 1000)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    p95 = statistics.quantiles(times, n=20)[-1]
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95, 1),
        "round_trips": round((trips.sent - before) / EACH, 2),
        "refused": refused,
    }


async def _fill(images: AsyncCollection[ImageDocument], size: int) -> None:
    batch: list[ImageDocument] = []
    for document in track(_documents(size), f"Inserting {size} documents", total=size):
        batch.append(document)
        if len(batch) == 1000:  # noqa: PLR2004 - a full batch
            await images.insert_many(batch, ordered=False)
            batch = []
    if batch:
        await images.insert_many(batch, ordered=False)


def _documents(size: int) -> Iterator[ImageDocument]:
    chance = random.Random(size)  # noqa: S311 - the same in each run
    weights = list(accumulate(1 / rank for rank in range(1, NAMES + 1)))
    names = [f"label {number}" for number in range(NAMES)]
    for number in range(size):
        label_names = dict.fromkeys(chance.choices(names, cum_weights=weights, k=LABELS_EACH))
        labels = sorted((Label(name, chance.random()) for name in label_names), key=lambda label: -label.score)
        at = NOW - timedelta(hours=1, milliseconds=10 * (size - number))
        message, attempt = ImageMessage("images", f"{number:08}.jpg"), Attempt((ModelName("bench", "1"),), "bench", at)
        yield labelled(message, BlobVersion("1", at, 100_000), attempt, labels, (640, 480), seconds=0.02)


def _show(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    table = Table("p50 / p95 in ms", *(f"{int(size):,} documents" for size in figures), "round trips", "p50 grows")
    first, last = figures.values()
    by_kind: defaultdict[str, list[Any]] = defaultdict(list)
    for kinds in figures.values():
        for kind, each in kinds.items():
            by_kind[kind].append(f"{each['p50_ms']} / {each['p95_ms']}{' (503s)' if each['refused'] else ''}")
    for kind, cells in by_kind.items():
        growth = last[kind]["p50_ms"] / max(first[kind]["p50_ms"], 0.1)
        table.add_row(kind, *cells, str(last[kind]["round_trips"]), f"{growth:.1f} times")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
