"""Look up and check the parameters of a query string, one by one (pure)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from cocoon.errors import BadRequestError
from cocoon.numbers import parse_number
from cocoon.text import unusable

Pairs = Sequence[tuple[str, str]]
_LEAP_SECOND = re.compile(r":60(?=[.Z+-])")  # RFC 3339 allows it, and lower-case letters; Python allows neither


class Parameters:
    """Looks up parameters; refuses unknown ones, and repeated ones unless they are ``repeatable``.

    Every method raises BadRequestError, which names the wrong parameter.
    """

    def __init__(self, pairs: Pairs, single: Sequence[str], repeatable: Sequence[str] = ()) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in single and name not in repeatable:
                allowed = ", ".join((*repeatable, *single))
                raise BadRequestError(f"{name} is not known; {f'allowed are {allowed}' if allowed else 'none is'}.")
            if problem := unusable(value):
                raise BadRequestError(f"{name} {problem}.")
            self._values.setdefault(name, []).append(value)
            if name in single and len(self._values[name]) > 1:
                raise BadRequestError(f"{name} is given more than once.")

    def all(self, name: str) -> list[str]:
        """Return a repeatable parameter's values."""
        return self._values.get(name, [])

    def text(self, name: str) -> str:
        """Return a value, or an empty text."""
        return self._one(name) or ""

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        """Return one of the allowed values, or None."""
        value = self._one(name)
        if value is not None and value not in allowed:
            raise BadRequestError(f"{name} is {value!r}; it must be {' or '.join(allowed)}.")
        return value

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """Return a number of the default's type."""
        raw = self._one(name)
        if raw is None:
            return default
        try:
            return parse_number(raw, type(default), low, high)
        except ValueError as error:
            raise BadRequestError(f"{name} is {raw!r}; it {error}.") from error

    def time(self, name: str) -> datetime | None:
        """Return a time in UTC, or None."""
        raw = self._one(name)
        if raw is None:
            return None
        try:
            time = datetime.fromisoformat(_LEAP_SECOND.sub(":59", raw.upper()))
            return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise BadRequestError(f"{name} is {raw!r}; it must be a time such as 2026-11-24T12:00:00Z.") from error

    def _one(self, name: str) -> str | None:
        return self._values.get(name, [None])[0]


def expect_no_parameters(pairs: Pairs) -> None:
    """Raise an error if there is any parameter.

    :raises BadRequestError: naming one.
    """
    Parameters(pairs, ())
