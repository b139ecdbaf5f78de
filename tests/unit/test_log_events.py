"""Events in the log, one line of JSON each."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest

from classify_image.document_store import Stored
from classify_image.image_report import report
from cocoon.errors import PermanentError
from cocoon.records import new_document
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion
from cocoon.stopwatch import Stopwatch
from cocoon.telemetry.log_events import correlated, log_event

logger = logging.getLogger("cocoon.test")


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(record.getMessage()) for record in caplog.records]


def test_an_event_is_one_line_of_json_with_its_correlation(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with correlated(message_id="m1"):
        with correlated(invocation_id="i1"):
            log_event(logger, "image", path="a\nb/ü 100 %.png", code=None)
        log_event(logger, "image", path="c")
    log_event(logger, "image", path="d")
    assert lines(caplog) == [
        {"event": "image", "path": "a\nb/ü 100 %.png", "message_id": "m1", "invocation_id": "i1"},
        {"event": "image", "path": "c", "message_id": "m1"},
        {"event": "image", "path": "d"},
    ]
    assert all("\n" not in record.getMessage() for record in caplog.records)


def test_a_failed_image_is_reported_with_its_code(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    version = BlobVersion("e1", datetime.now(UTC), 5)
    error = PermanentError("image_damaged", "It is cut off.")
    attempt = Attempt((ModelName("m", "1"),), "w-1", datetime.now(UTC) - timedelta(seconds=2))
    document = new_document.failed(ImageMessage("images", "a.png", "e1"), version, attempt, error)
    report(document, Stored.INSERTED, attempt, {"download": 0.12345, "store": 0.5})
    (line,) = lines(caplog)
    assert 2 <= float(str(line.pop("seconds"))) < 60
    assert line == {
        "event": "image",
        "status": "failed",
        "stored": "inserted",
        "path": "a.png",
        "etag": "e1",
        "code": "image_damaged",
        "message": "It is cut off.",
        "stages": {"download": 0.123, "store": 0.5},
        "model": {"name": "m", "version": "1"},
        "models": [{"name": "m", "version": "1"}],
        "worker": "w-1",
    }


def test_a_stopwatch_adds_up_and_times_what_raises() -> None:
    watch = Stopwatch()
    for _ in range(2):
        with pytest.raises(ValueError, match="on purpose"), watch.stage("a"):
            raise ValueError("on purpose")
    watch.add("b", 2.0)
    watch.add("b", -0.5)
    assert watch.seconds["a"] > 0
    assert watch.seconds["b"] == 1.5
