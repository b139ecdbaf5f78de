from datetime import UTC, datetime

import pytest

from local.host.errors import HostError
from local.host.timer_trigger import schedule_after

START = datetime(2026, 11, 23, 10, 2, 30, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("0 */5 * * * *", datetime(2026, 11, 23, 10, 5, tzinfo=UTC)),
        ("*/10 * * * * *", datetime(2026, 11, 23, 10, 2, 40, tzinfo=UTC)),
        ("15 30 4 * * *", datetime(2026, 11, 24, 4, 30, 15, tzinfo=UTC)),
        ("0 0 9 * * Mon-Fri", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("0 0 0 * * 0", datetime(2026, 11, 29, tzinfo=UTC)),
        ("*/5 * * * *", datetime(2026, 11, 23, 10, 5, tzinfo=UTC)),
        ("0 0 0 1 * 1", datetime(2027, 2, 1, tzinfo=UTC)),  # the first of a month that is a Monday: both, not either
    ],
)
def test_next_occurrence(expression: str, expected: datetime) -> None:
    assert schedule_after(expression, START) == expected


@pytest.mark.parametrize("expression", ["", "every minute", "* * *", "0 61 * * * *", "0 0 0 L * *", "@daily"])
def test_what_is_not_ncrontab_is_refused(expression: str) -> None:
    with pytest.raises(HostError, match="is not an NCRONTAB expression"):
        schedule_after(expression, START)
