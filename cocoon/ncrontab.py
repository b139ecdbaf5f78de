"""Schedules of timer triggers, read as the Functions host reads them (pure).

Ported from NCrontab's ``CrontabFieldImpl.cs``, ``CrontabField.cs`` and ``CrontabSchedule.cs``
(https://github.com/atifaziz/NCrontab), and from ``CronSchedule.cs`` and ``TimerSchedule.cs`` of
azure-webjobs-sdk-extensions; tests/host/ncrontab.json has what they answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
EXAMPLE = "0 */5 * * * *"
_NUMBER = re.compile(r"[0-9]+")
_STEP = re.compile(r"[+-]?[0-9]+")


class ScheduleError(ValueError):
    """An expression that the host refuses; the text says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the six fields: what it counts, its bounds, and the names its values may have."""

    name: str
    lowest: int
    highest: int
    names: Sequence[str] = ()


FIELDS = (
    Field("second", 0, 59),
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day of month", 1, 31),
    Field("month", 1, 12, MONTHS),
    Field("day of week", 0, 6, DAYS),
)


@dataclass(frozen=True, slots=True)
class CronSchedule:
    """The values of each field on which a timer fires; day of month and day of week must both fit."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    reversed_ranges: tuple[str, ...] = ()
    """Ranges written with the greater end first; the host swaps the ends."""

    @classmethod
    def parse(cls, expression: str) -> "CronSchedule":
        """Read an expression of six fields, or of five, which lacks the seconds.

        :raises ScheduleError: saying what is wrong with it.
        """
        tokens = [token for token in expression.split(" ") if token]
        tokens = ["0", *tokens] if len(tokens) == len(FIELDS) - 1 else tokens
        if len(tokens) != len(FIELDS):
            names = ", ".join(field.name for field in FIELDS)
            raise ScheduleError(f"{expression!r} must have six fields: {names}")
        swapped: list[str] = []
        fields = zip(tokens, FIELDS, strict=True)
        seconds, minutes, hours, days, months, weekdays = (_values(token, field, swapped) for token, field in fields)
        return cls(seconds, minutes, hours, days, months, weekdays, tuple(swapped))

    @property
    def ever_fires(self) -> bool:
        """Whether one of its dates is in the calendar; 29 February is."""
        return any(day <= _most_days(month) for month in self.months for day in self.days)

    def after(self, moment: datetime) -> datetime | None:
        """Return the first moment after another, in its time zone, or None if there is none before the year 10000."""
        start = moment.replace(microsecond=0) + timedelta(seconds=1)
        day: date | None = start.date()
        time = self._time_from(start.hour, start.minute, start.second) if self._fits(start.date()) else None
        if time is None:
            day, time = self._next_day(start.date()), (self.hours[0], self.minutes[0], self.seconds[0])
        return None if day is None else _moment(day, time, moment.tzinfo)

    def _fits(self, day: date) -> bool:
        return day.month in self.months and day.day in self.days and day.isoweekday() % 7 in self.weekdays

    def _next_day(self, day: date) -> date | None:
        while self.ever_fires and day < date.max:
            day += timedelta(days=1)
            if self._fits(day):
                return day
        return None

    def _time_from(self, hour: int, minute: int, second: int) -> tuple[int, int, int] | None:
        """Return the first time of a day that is not before another."""
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
    """Return why a schedule would not do what it seems to say, or None if it does.

    Refused are also five fields and time spans, of which the host makes something that few people expect.
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


def _moment(day: date, time: tuple[int, int, int], zone: tzinfo | None) -> datetime:
    return datetime(day.year, day.month, day.day, *time, tzinfo=zone or UTC).replace(tzinfo=zone)


def _most_days(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31  # noqa: PLR2004


def _values(text: str, field: Field, swapped: list[str]) -> tuple[int, ...]:
    parts = text.split(",") if text.find(",") > 0 else [text]
    return tuple(sorted({value for part in parts for value in _part(part, field, swapped)}))


def _part(text: str, field: Field, swapped: list[str]) -> range:
    """Read ``*``, a value or a range, with ``/step`` or without."""
    body, step = text, None
    if text.find("/") > 0:
        body, _, step_text = text.partition("/")
        if not _STEP.fullmatch(step_text):
            raise ScheduleError(f"{text!r} is no {field.name}: the step after '/' must be a number")
        step = max(1, int(step_text))  # a step of 0 or less means every value
    if body == "*":
        return range(field.lowest, field.highest + 1, step or 1)
    if body.find("-") > 0:
        first, _, last = body.partition("-")
        low, high = _value(first, field), _value(last, field)
        if low > high:
            swapped.append(body)
            low, high = high, low
        return range(low, high + 1, step or 1)
    value = _value(body, field)
    return range(value, (field.highest if step else value) + 1, step or 1)


def _value(text: str, field: Field) -> int:
    if _NUMBER.fullmatch(text):
        value = int(text)
        if not field.lowest <= value <= field.highest:
            raise ScheduleError(f"{value} is no {field.name}: it must be from {field.lowest} to {field.highest}")
        return value
    if text and not text[0].isdecimal():
        for number, name in enumerate(field.names, field.lowest):
            if name.startswith(text.lower()):  # any beginning will do
                return number
    raise ScheduleError(f"{text!r} is no {field.name}")
