"""When a timer fires: by a cron expression, or always after the same time (pure).

Ported from ``TimerSchedule.cs`` and ``ConstantSchedule.cs`` of azure-webjobs-sdk-extensions.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cocoon.ncrontab.fields import ScheduleError
from cocoon.ncrontab.schedule import CronSchedule
from local.host.time_span import parse_time_span

MINUTE = timedelta(minutes=1)


class Schedule(Protocol):
    """Says when a timer fires next."""

    def after(self, moment: datetime) -> datetime | None:
        """Return the next moment, or None if it never comes."""


@dataclass(frozen=True, slots=True)
class ConstantSchedule:
    """Fires always after the same time."""

    interval: timedelta

    def after(self, moment: datetime) -> datetime | None:
        """Return the moment one interval later."""
        try:
            return moment + self.interval
        except OverflowError:
            return None


def parse_schedule(expression: str) -> Schedule:
    """Read what a timer trigger has for a schedule.

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
    """Tell whether the host remembers over a restart when the timer fires; not what fires more than once a minute."""
    if isinstance(schedule, ConstantSchedule):
        return schedule.interval >= MINUTE
    first = schedule.after(now)
    second = schedule.after(first) if first else None
    return second is None or second >= now + MINUTE
