"""Add up what the workers did, minute by minute (pure)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from cocoon.records.activity_minute import ActivityMinute
from cocoon.records.work import Work
from cocoon.settings.app_settings import Prices

ACTIVE = timedelta(minutes=2)  # a worker is active if it did something within this time
MINUTE = timedelta(minutes=1)


class MinuteActivity(TypedDict):
    """What all workers did in a minute (UTC)."""

    minute: datetime
    labelled: int
    failed: int


class WorkerActivity(TypedDict):
    """What one worker did in its last minute."""

    worker: str
    minute: datetime
    labelled: int
    failed: int
    busy_ms: int


class CostEstimate(TypedDict):
    """What the workers cost in US dollars since a time, and the figures that this follows from."""

    currency: str
    total: float
    since: datetime | None
    worker_seconds: int
    gb_per_worker: float
    per_gb_second: float
    executions: int
    per_million_executions: float


def history(records: Sequence[ActivityMinute]) -> list[MinuteActivity]:
    """Return what all workers did in each minute, the oldest first; minutes without work are left out."""
    minutes: defaultdict[datetime, list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        minutes[record.minute][0] += record.labelled
        minutes[record.minute][1] += record.failed
    return [MinuteActivity(minute=at, labelled=done, failed=failed) for at, (done, failed) in sorted(minutes.items())]


def per_minute(records: Sequence[ActivityMinute], now: datetime) -> float:
    """Return how many images were done in the last 60 seconds, of the previous minute in proportion."""
    this = now.replace(second=0, microsecond=0)
    covered = 1 - (now - this) / MINUTE
    parts = {this: 1.0, this - MINUTE: covered}
    images = ((each.labelled + each.failed) * parts.get(each.minute, 0.0) for each in records)
    return round(float(sum(images)), 1)


def workers(records: Sequence[ActivityMinute], now: datetime) -> list[WorkerActivity]:
    """Return what each active worker did in its last minute."""
    last: dict[str, ActivityMinute] = {}
    for record in records:
        if record.minute > now - ACTIVE and record.minute >= last.get(record.worker, record).minute:
            last[record.worker] = record
    return [
        WorkerActivity(
            worker=each.worker, minute=each.minute, labelled=each.labelled, failed=each.failed, busy_ms=each.busy_ms
        )
        for _, each in sorted(last.items())
    ]


def cost(work: Work, prices: Prices) -> CostEstimate:
    """Estimate the workers' cost since counting began: each minute in which a worker did something is paid for."""
    seconds = work.minutes * 60
    total = seconds * prices.worker_memory_gb * prices.per_gb_second
    total += work.images / 1e6 * prices.per_million_executions
    return CostEstimate(
        currency="USD",
        total=round(total, 6),
        since=work.since,
        worker_seconds=seconds,
        gb_per_worker=prices.worker_memory_gb,
        per_gb_second=prices.per_gb_second,
        executions=work.images,
        per_million_executions=prices.per_million_executions,
    )
