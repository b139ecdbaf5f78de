"""What is said of each image: one line in the log, and the metrics."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from classify_image.storing import Stored
from cocoon import telemetry
from cocoon.documents import Attempt, Document
from cocoon.log import log_event

logger = logging.getLogger(__name__)


def report(document: Document, stored: Stored, attempt: Attempt, stages: Mapping[str, float]) -> None:
    """Log an image that is done, and count it; ``stages`` are seconds."""
    seconds = (datetime.now(UTC) - attempt.at).total_seconds()
    error = document["error"] or {}
    log_event(
        logger,
        "image",
        status=document["status"],
        stored=stored.value,
        path=document["path"],
        etag=document["etag"],
        label=document["labels"][0]["name"] if document["labels"] else None,
        code=error.get("code"),
        message=error.get("message"),
        seconds=round(seconds, 3),
        stages={stage: round(each, 3) for stage, each in stages.items()},
        model=document["model"],
        worker=attempt.worker,
    )
    telemetry.record("cocoon.images", status=document["status"], stored=stored.value)
    if "code" in error:
        telemetry.record("cocoon.failures", code=error["code"])
    telemetry.record("cocoon.image.seconds", seconds, status=document["status"])
    for stage, each in stages.items():
        telemetry.record("cocoon.stage.seconds", each, stage=stage)
