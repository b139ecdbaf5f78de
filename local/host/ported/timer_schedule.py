"""When a timer fires: by a cron expression, or at a constant interval.

Source: ``TimerSchedule.cs`` and ``ConstantSchedule.cs`` of azure-webjobs-sdk-extensions.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cocoon.ncrontab.fields import ScheduleError
from cocoon.ncrontab.schedule import CronSchedule
from local.host.ported.time_span import parse_time_span

MINUTE = timedelta(minutes=1)


class Schedule(Protocol):
    """The occurrences of a timer."""

    def after(self, moment: datetime) -> datetime | None:
        """Return the first occurrence after a moment, or None if there is none."""


@dataclass(frozen=True, slots=True)
class ConstantSchedule:
    """A timer that fires at a constant interval."""

    interval: timedelta

    def after(self, moment: datetime) -> datetime | None:
        """Return the moment one interval later."""
        try:
            return moment + self.interval
        except OverflowError:
            return None


def parse_schedule(expression: str) -> Schedule:
    """Parse a timer trigger's schedule: a cron expression, or a time span.

    :raises ScheduleError: if the host would refuse it.
    """
    try:
        return CronSchedule.parse(expression)
    except ScheduleError:
        interval = parse_time_span(expression)
        if interval is None:
            raise
        return ConstantSchedule(interval)


def is_monitored(schedule: Schedule, now: datetime) -> bool:
    """Return whether the host keeps the timer's status across restarts: if it fires at most once a minute."""
    if isinstance(schedule, ConstantSchedule):
        return schedule.interval >= MINUTE
    first = schedule.after(now)
    second = schedule.after(first) if first else None
    return second is None or second >= now + MINUTE
