"""Measure and print; the last line is JSON."""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from benchmarks.search import figures
from benchmarks.search.crowd import crowd
from benchmarks.search.kinds import kinds
from benchmarks.search.loading import load
from benchmarks.search.table import show
from benchmarks.search.target import Target, settings_of
from local.configuration import configure
from local.embedded_limit import is_secantus
from local.stack import running

WRITES = "writes"


def main() -> None:
    """Measure each size of the target."""
    try:
        target = Target.of(os.environ)
    except ValueError as error:
        sys.exit(f"error: {error}")
    with running(configure(target.environment)) as stack:
        environment = stack.configuration.environment
        explains = not is_secantus(stack.configuration)
        report = {str(size): _measure(environment, size, target.kinds, explains=explains) for size in target.sizes}
    show(report, Console(width=200))
    print(json.dumps(report))
    if any("error" in figures for size in report.values() for figures in size["searches"].values()):
        sys.exit(1)


def _measure(environment: Mapping[str, str], size: int, chosen: tuple[str, ...], *, explains: bool) -> dict[str, Any]:
    sample = load(settings_of(environment, size), size)
    wanted = [kind for kind in kinds(sample) if _is_chosen(kind.name, chosen)]
    with crowd(environment, sample) as clients:
        searches = figures.measure(clients, wanted, _print_progress, explains=explains)
        writes = figures.measure_writes(clients) if _is_chosen(WRITES, chosen) else {}
    return {"searches": searches, WRITES: writes}


def _is_chosen(name: str, chosen: tuple[str, ...]) -> bool:
    return not chosen or any(word in name for word in chosen)


def _print_progress(kind: str, measured: dict[str, Any]) -> None:
    print(f"  {kind}: {', '.join(f'{name} {value}' for name, value in measured.items())}", flush=True)


if __name__ == "__main__":
    main()
