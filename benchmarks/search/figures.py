"""Measure one size: every kind by one client and by eight, then what writers store."""

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.search.client import FindPage, Look, Measure, Times, Write
from benchmarks.search.crowd import CLIENTS, Crowd
from benchmarks.search.kinds import Kind

MOST_ALONE, MOST_EACH = 100, 40  # requests of the client that is alone, and of each of eight
SECONDS = 3.0  # after which a client sends no more of a kind
WRITE_SECONDS = 15.0

Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What requests of a kind take, in milliseconds, and what one of them sends and gets.

    :ivar rows: rows or index entries that the database reads for it, if it explains.
    :ivar sorts: whether it sorts what it has read.
    :ivar pages: pages of tables and indexes that it reads.
    """

    p50_alone: float
    p95_alone: float
    p50: float
    p95: float
    refused: int
    commands: int
    documents: int
    bytes: int
    rows: int | None = None
    sorts: bool | None = None
    pages: int | None = None


def measure_kind(crowd: Crowd, kind: Kind, *, explains: bool) -> KindFigures:
    """Measure a kind.

    :raises RuntimeError: if the app refuses it as wrong.
    """
    at_page = crowd.order_one(FindPage(kind))
    traffic, plan = crowd.order_one(Look(at_page, explains))
    alone: Times = crowd.order_one(Measure(at_page, MOST_ALONE, SECONDS))
    together: list[Times] = crowd.order(Measure(at_page, MOST_EACH, SECONDS))
    times = [each for client in together for each in client.milliseconds]
    return KindFigures(
        *_percentiles(alone.milliseconds),
        *_percentiles(times),
        refused=alone.refused + sum(client.refused for client in together),
        commands=traffic.commands,
        documents=traffic.documents,
        bytes=traffic.bytes,
        rows=plan and plan.rows,
        sorts=plan and plan.sorts,
        pages=plan and plan.pages,
    )


def measure_writes(crowd: Crowd) -> dict[str, dict[str, float]]:
    """Return how many images one writer and eight store a second: new ones, and ones that had labels before."""
    figures = {}
    try:
        for name, writers in (("1 writer", 1), (f"{CLIENTS} writers", CLIENTS)):
            for what in ("new", "again"):
                results = crowd.order(Write("new" if what == "new" else "again", WRITE_SECONDS), writers)
                rate, commands = sum(rate for rate, _ in results), max(commands for _, commands in results)
                figures[f"{name}, {what}"] = {"images_per_second": round(rate, 1), "commands": commands}
    finally:
        crowd.order(Write("remove"))
    return figures


def measure(crowd: Crowd, kinds: list[Kind], done: Callable[[str, dict[str, Any]], None], *, explains: bool) -> Figures:
    """Return the figures of each kind by its name; of one that cannot be measured, why.

    :param done: called with the name of a kind that has been measured, and its figures.
    """
    figures: Figures = {}
    for kind in kinds:
        try:
            figures[kind.name] = asdict(measure_kind(crowd, kind, explains=explains))
        except RuntimeError as error:
            figures[kind.name] = {"error": str(error)}
        done(kind.name, figures[kind.name])
    return figures


def _percentiles(times: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    ordered = statistics.quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
    return round(statistics.median(times), 1), round(ordered[-1], 1)
