"""What the workers' minutes add up to (pure). A record is ``{worker, minute, labelled, failed, busy_ms}``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cocoon.settings import Prices
from query_labels.counting import Work

ACTIVE = timedelta(minutes=2)  # a worker that did something within is active
MINUTE = timedelta(minutes=1)

Records = Iterable[Mapping[str, Any]]


def history(records: Records) -> list[dict[str, object]]:
    """Return what all workers did in each minute, the oldest first; minutes without work are left out."""
    minutes: defaultdict[datetime, list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        minutes[record["minute"]][0] += record["labelled"]
        minutes[record["minute"]][1] += record["failed"]
    return [{"minute": at, "labelled": done, "failed": failed} for at, (done, failed) in sorted(minutes.items())]


def per_minute(records: Records, now: datetime) -> float:
    """Return how many images were done in the last 60 seconds: of the minute before, its part that they cover."""
    this = now.replace(second=0, microsecond=0)
    covered = 1 - (now - this) / MINUTE
    parts = {this: 1.0, this - MINUTE: covered}
    images = ((each["labelled"] + each["failed"]) * parts.get(each["minute"], 0.0) for each in records)
    return round(float(sum(images)), 1)


def workers(records: Records, now: datetime) -> list[dict[str, object]]:
    """Return what each worker that is active did in its last minute."""
    last: dict[str, Mapping[str, Any]] = {}
    for record in records:
        if record["minute"] > now - ACTIVE and record["minute"] >= last.get(record["worker"], record)["minute"]:
            last[record["worker"]] = record
    fields = ("worker", "minute", "labelled", "failed", "busy_ms")
    return [{name: last[worker][name] for name in fields} for worker in sorted(last)]


def cost(work: Work, prices: Prices) -> dict[str, object]:
    """Return about what the workers cost, as long as their records are kept: they are paid for minutes with work."""
    seconds = work.minutes * 60
    total = seconds * prices.worker_memory_gb * prices.per_gb_second
    total += work.images / 1e6 * prices.per_million_executions
    return {
        "currency": "USD",
        "total": round(total, 6),
        "since": work.since,
        "worker_seconds": seconds,
        "gb_per_worker": prices.worker_memory_gb,
        "per_gb_second": prices.per_gb_second,
        "executions": work.images,
        "per_million_executions": prices.per_million_executions,
    }
