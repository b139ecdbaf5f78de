"""Schedules are read as the Functions host reads them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cocoon.ncrontab.fields import ScheduleError
from cocoon.ncrontab.schedule import CronSchedule
from local.host.ported.timer_schedule import ConstantSchedule, is_monitored, parse_schedule

VECTORS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("ncrontab.json").read_text())
NEVER = "9999-12-31T23:59:59.999"
MADE_AT = datetime(2026, 11, 25, 3, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: repr(vector["expression"]))
def test_what_the_host_answers(vector: dict[str, Any]) -> None:
    if not vector["valid"]:
        with pytest.raises(ScheduleError):
            parse_schedule(vector["expression"])
        return
    schedule = parse_schedule(vector["expression"])
    assert isinstance(schedule, ConstantSchedule) == (vector["kind"] == "ConstantSchedule")
    assert is_monitored(schedule, MADE_AT) == vector["monitor"]
    for start, expected in vector["next"].items():
        moment = datetime.fromisoformat(start)
        for text in expected if isinstance(expected, list) else [None]:
            following = schedule.after(moment)
            if text is None or text == NEVER:  # the host's own arithmetic overflows, or it never fires
                assert following is None
                break
            assert following == datetime.fromisoformat(text)
            moment = following


def test_reversed_ranges_are_noted() -> None:
    assert CronSchedule.parse("0 50-10 * * * FRI-MON").reversed_ranges == ("50-10", "FRI-MON")


@pytest.mark.parametrize(
    ("expression", "fires"), [("0 0 0 31 2 *", False), ("0 0 0 29 2 *", True), ("0 0 0 31 4,5 *", True)]
)
def test_dates_that_do_not_exist(expression: str, *, fires: bool) -> None:
    assert CronSchedule.parse(expression).ever_fires is fires


def test_a_moment_in_a_second_does_not_fire_at_its_beginning() -> None:
    moment = datetime(2026, 1, 1, microsecond=1, tzinfo=UTC)
    assert CronSchedule.parse("* * * * * *").after(moment) == moment.replace(microsecond=0) + timedelta(seconds=1)


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
    assert parse_schedule(expression).after(START) == expected
