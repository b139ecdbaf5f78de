"""Parse the six fields of a schedule as NCrontab does (pure).

Ported from its ``CrontabFieldImpl.cs`` and ``CrontabField.cs`` (https://github.com/atifaziz/NCrontab).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_NUMBER = re.compile(r"[0-9]+")
_STEP = re.compile(r"[+-]?[0-9]+")


class ScheduleError(ValueError):
    """The host refuses the expression; the text says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the six fields: its unit, its bounds, and the names that its values may have."""

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


def values_of(text: str, field: Field, swapped: list[str]) -> tuple[int, ...]:
    """Return the values of a field, in order; add the ranges that were written backwards to ``swapped``.

    :raises ScheduleError: saying what is wrong with the text.
    """
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
            if name.startswith(text.lower()):  # any prefix will do
                return number
    raise ScheduleError(f"{text!r} is no {field.name}")
