"""Compute the occurrences of a timer trigger's schedule as the Functions host does (pure).

Ported from NCrontab's ``CrontabSchedule.cs`` (https://github.com/atifaziz/NCrontab), and from ``CronSchedule.cs`` of
azure-webjobs-sdk-extensions; tests/host/ncrontab.json holds their results.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cocoon.ncrontab.fields import FIELDS, ScheduleError, values_of

EXAMPLE = "0 */5 * * * *"


@dataclass(frozen=True, slots=True)
class CronSchedule:
    """The values of each field at which a timer fires; day of month and day of week must both match."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    reversed_ranges: tuple[str, ...] = ()
    """Ranges written with the greater value first; the host swaps the ends."""

    @classmethod
    def parse(cls, expression: str) -> "CronSchedule":
        """Parse an expression of six fields, or of five without the seconds.

        :raises ScheduleError: saying what is wrong with the expression.
        """
        tokens = [token for token in expression.split(" ") if token]
        tokens = ["0", *tokens] if len(tokens) == len(FIELDS) - 1 else tokens
        if len(tokens) != len(FIELDS):
            names = ", ".join(field.name for field in FIELDS)
            raise ScheduleError(f"{expression!r} must have six fields: {names}")
        swapped: list[str] = []
        fields = zip(tokens, FIELDS, strict=True)
        seconds, minutes, hours, days, months, weekdays = (values_of(token, field, swapped) for token, field in fields)
        return cls(seconds, minutes, hours, days, months, weekdays, tuple(swapped))

    @property
    def ever_fires(self) -> bool:
        """Return whether one of its dates exists; 29 February does."""
        return any(day <= _most_days(month) for month in self.months for day in self.days)

    def after(self, moment: datetime) -> datetime | None:
        """Return the next occurrence after a moment, in its time zone; None if there is none before the year 10000."""
        start = moment.replace(microsecond=0) + timedelta(seconds=1)
        day: date | None = start.date()
        at = self._time_from(start.hour, start.minute, start.second) if self._fits(start.date()) else None
        if at is None:
            day, at = self._next_day(start.date()), (self.hours[0], self.minutes[0], self.seconds[0])
        return None if day is None else datetime.combine(day, time(*at), moment.tzinfo)

    def _fits(self, day: date) -> bool:
        return day.month in self.months and day.day in self.days and day.isoweekday() % 7 in self.weekdays

    def _next_day(self, day: date) -> date | None:
        while self.ever_fires and day < date.max:
            day += timedelta(days=1)
            if self._fits(day):
                return day
        return None

    def _time_from(self, hour: int, minute: int, second: int) -> tuple[int, int, int] | None:
        """Return the first time of day that is not before another; None if there is none."""
        for at_hour in self.hours:
            if at_hour < hour:
                continue
            for at_minute in self.minutes:
                if at_hour == hour and at_minute < minute:
                    continue
                is_same_minute = (at_hour, at_minute) == (hour, minute)
                for at_second in self.seconds:
                    if not is_same_minute or at_second >= second:
                        return at_hour, at_minute, at_second
        return None


def misleading(expression: str) -> str | None:
    """Return why a schedule would not do what it seems to say; None if it does.

    Five fields and time spans are refused, too, because the host reads them in ways that few people expect.
    """
    if len(expression.split()) != len(FIELDS):
        return f"it must have six fields, seconds first, such as '{EXAMPLE}' (every five minutes)"
    try:
        schedule = CronSchedule.parse(expression)
    except ScheduleError as error:
        return f"{error}; right is for example '{EXAMPLE}'"
    if schedule.reversed_ranges:
        written = schedule.reversed_ranges[0]
        first, _, last = written.partition("-")
        return f"the host swaps the ends of {written!r} and takes {last}-{first}; write two ranges with a comma"
    if not schedule.ever_fires:
        return "no year has such a date, so it would never fire"
    return None


def _most_days(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31  # noqa: PLR2004
