"""Time spans, as .NET's ``TimeSpan.TryParse`` reads them.

Source: https://learn.microsoft.com/dotnet/api/system.timespan.parse; tests/host/ncrontab.json has its answers.
"""

import re
from datetime import timedelta

_SPAN = re.compile(
    r"(?P<sign>-?)(?:(?P<days>[0-9]+)\.)?(?P<parts>[0-9]+(?::[0-9]+){0,3})(?:\.(?P<fraction>[0-9]{1,7}))?"
)
_HOURS, _MINUTES, _SECONDS = 24, 60, 60


def parse_time_span(text: str) -> timedelta | None:
    """Return the length of ``[-][d.]hh:mm[:ss[.fffffff]]`` or of a number of days; None if the text is neither.

    ``24:00:00`` is 24 days: an hour above 23 makes the parts days, hours and minutes.
    """
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        return None
    parts = [int(part) for part in match["parts"].split(":")]
    if len(parts) == 1:  # days alone
        clock = None if match["days"] or match["fraction"] else [*parts, 0, 0, 0]
    else:
        clock = _clock(match["days"], parts)
    if clock is None:
        return None
    days, hours, minutes, seconds = clock
    if hours >= _HOURS or minutes >= _MINUTES or seconds >= _SECONDS:
        return None
    try:
        length = timedelta(days, seconds + float(f"0.{match['fraction'] or 0}"), hours=hours, minutes=minutes)
    except OverflowError:
        return None
    return -length if match["sign"] else length


def _clock(days: str | None, parts: list[int]) -> list[int] | None:
    """Return days, hours, minutes and seconds from two to four numbers that colons separated."""
    if len(parts) == 4:  # noqa: PLR2004 - d:hh:mm:ss
        return None if days else parts
    hours, minutes, seconds = (*parts, 0)[:3]
    if not days and len(parts) == 3 and hours >= _HOURS:  # noqa: PLR2004
        return [hours, minutes, seconds, 0]
    return [int(days or 0), hours, minutes, seconds]
