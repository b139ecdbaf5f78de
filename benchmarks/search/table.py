"""Show the figures of all sizes in tables that a person can read."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.search.crowd import CLIENTS

Report = Mapping[str, Mapping[str, Mapping[str, Any]]]  # "searches" and "writes" by size


def show(report: Report, console: Console) -> None:
    """Print the searches, then the writes."""
    console.print(_searches(report))
    console.print(_writes(report))


def _searches(report: Report) -> Table:
    table = Table(title="Milliseconds, p50 / p95; what one request sends and gets")
    table.add_column("kind", no_wrap=True)
    for size in report:
        table.add_column(f"{int(size):,}: 1 client", justify="right")
        table.add_column(f"{CLIENTS} clients", justify="right")
    grows = len(report) > 1
    for column in ("commands", "documents", "KB", "rows read", "pages read", *(["grows"] if grows else [])):
        table.add_column(column, justify="right")
    for kind in _names(report, "searches"):
        each = [report[size]["searches"][kind] for size in report]
        if errors := [figures["error"] for figures in each if "error" in figures]:
            table.add_row(kind, errors[0])
            continue
        cells = [cell for figures in each for cell in _times(figures)]
        last = each[-1]
        rows = "" if last["rows"] is None else f"{last['rows']:,}{', sorted' if last['sorts'] else ''}"
        cells += [str(last["commands"]), f"{last['documents']:,}", f"{last['bytes'] / 1000:,.1f}", rows]
        cells.append("" if last["pages"] is None else f"{last['pages']:,}")
        cells += [f"{last['p50'] / max(each[0]['p50'], 0.1):.1f} times"] if grows else []
        table.add_row(kind, *cells)
    return table


def _writes(report: Report) -> Table:
    table = Table("writes", *(f"{int(size):,}: images/s" for size in report), "commands an image")
    for kind in _names(report, "writes"):
        each = [report[size]["writes"][kind] for size in report]
        table.add_row(kind, *(f"{figures['images_per_second']:,}" for figures in each), str(each[-1]["commands"]))
    return table


def _times(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"{figures['p50_alone']:,.1f} / {figures['p95_alone']:,.1f}"
    refused = f" ({figures['refused']} refused)" if figures["refused"] else ""
    yield f"{figures['p50']:,.1f} / {figures['p95']:,.1f}{refused}"


def _names(report: Report, part: str) -> list[str]:
    return list(dict.fromkeys(name for size in report.values() for name in size[part]))
