"""Report each image: one line in the log, and the metrics."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from classify_image.document_store import Stored
from cocoon.records.image_document import ImageDocument
from cocoon.records.new_document import Attempt
from cocoon.telemetry import metrics
from cocoon.telemetry.log_events import log_event

logger = logging.getLogger(__name__)


def report(document: ImageDocument, stored: Stored, attempt: Attempt, stages: Mapping[str, float]) -> None:
    """Log and count a finished image; ``stages`` are in seconds."""
    seconds = (datetime.now(UTC) - attempt.at).total_seconds()
    error = document["error"]
    log_event(
        logger,
        "image",
        status=document["status"],
        stored=stored.value,
        path=document["path"],
        etag=document["etag"],
        label=document["labels"][0]["name"] if document["labels"] else None,
        code=error["code"] if error else None,
        message=error["message"] if error else None,
        seconds=round(seconds, 3),
        stages={stage: round(each, 3) for stage, each in stages.items()},
        model=document["model"],
        models=document["models"],
        worker=attempt.worker,
    )
    metrics.record("cocoon.images", status=document["status"], stored=stored.value)
    if error:
        metrics.record("cocoon.failures", code=error["code"])
    metrics.record("cocoon.image.seconds", seconds, status=document["status"])
    for stage, each in stages.items():
        metrics.record("cocoon.stage.seconds", each, stage=stage)


def log_skipped(document: ImageDocument) -> None:
    """Log an image whose version is done already."""
    log_event(logger, "done before", path=document["path"])
