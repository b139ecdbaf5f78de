"""ENQUEUE_SCHEDULE is refused if it does not do what it says."""

import logging

import pytest

from cocoon.errors import SettingsError
from cocoon.ncrontab.schedule import misleading
from cocoon.settings.app_settings import from_environment, report
from query_labels.probes import unconfigured
from tests.kits.environments import TEMPLATE_VALUES


@pytest.mark.parametrize("schedule", ["0 */5 * * * *", "0 0 3 * * Mon-Fri", "*/30 * * * * *", "0 0 0 29 2 *"])
def test_schedules_that_do_what_they_say(schedule: str) -> None:
    assert misleading(schedule) is None


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ("*/5 * * * *", "six fields"),
        ("00:05:00", "six fields"),
        ("5", "six fields"),
        ("every minute", "six fields"),
        ("0 0 9 * * FRI-MON", "takes MON-FRI"),
        ("0 50-10 * * * *", "swaps the ends"),
        ("0 0 0 31 2 *", "no year has such a date"),
        ("0 0 0 30 2 *", "no year has such a date"),
        ("0 61 * * * *", "61 is no minute"),
        ("0 0 0 L * *", "'L' is no day of month"),
    ],
)
def test_a_schedule_that_does_not_is_refused_when_settings_are_read(schedule: str, words: str) -> None:
    with pytest.raises(SettingsError, match="ENQUEUE_SCHEDULE is") as caught:
        from_environment({**TEMPLATE_VALUES, "ENQUEUE_SCHEDULE": schedule})
    assert words in str(caught.value)
    dependencies = unconfigured(caught.value).body["dependencies"]
    assert dependencies == {"settings": {"status": "unavailable", "detail": "see ENQUEUE_SCHEDULE"}}


def test_the_log_names_it_while_the_app_is_indexed(caplog: pytest.LogCaptureFixture) -> None:
    report({**TEMPLATE_VALUES, "ENQUEUE_SCHEDULE": "00:05:00"})
    ((name, level, text),) = caplog.record_tuples
    assert (name, level) == ("cocoon.settings.app_settings", logging.ERROR)
    assert "ENQUEUE_SCHEDULE is '00:05:00'" in text
    caplog.clear()
    report(TEMPLATE_VALUES)
    assert caplog.record_tuples == []


def test_it_may_be_left_out() -> None:
    values = dict(TEMPLATE_VALUES)
    del values["ENQUEUE_SCHEDULE"]
    assert from_environment(values).enqueue_schedule == ""
