"""The classifier waits while a service is down; what it counted is written later."""

import dataclasses
import time

import pytest

from classify_image.activity_log import ActivityLog
from classify_image.classifier import Classifier
from classify_image.model.folder import Model
from classify_image.vision.recognizer import Recognizer
from cocoon.errors import TransientError
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from tests.kits.labelling import label
from tests.kits.messages import message_body
from tests.kits.sample_images import COFFEE


async def test_activity_is_counted_by_minute(classifier: Classifier, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    for path in ("a.png", "a.png", "missing.png"):
        await label(classifier, message_body(settings, path))
    await classifier.activity.flush()
    await classifier.activity.flush()
    records = await clients.activity.find({"worker": settings.worker}).to_list()
    assert sum(record["labelled"] for record in records) == 2
    assert sum(record["failed"] for record in records) == 1
    assert sum(record["busy_ms"] for record in records) > 0
    assert all(record["minute"].second == 0 for record in records)


async def test_activity_waits_for_a_database_that_is_down(clients: Clients, settings: Settings) -> None:
    broken = Clients(dataclasses.replace(settings, mongodb_uri="mongodb://127.0.0.1:9"), database_timeout_ms=200)
    log = ActivityLog(broken.activity, "worker")
    log.count("labelled", 0.5)
    await log.flush()
    log._activity = clients.activity
    await log.flush()
    record = await clients.activity.find_one({"worker": "worker"})
    assert record
    assert (record["labelled"], record["busy_ms"]) == (1, 500)
    await broken.close()


async def test_a_database_that_is_down_is_transient(litert: Model, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    broken = Clients(dataclasses.replace(settings, mongodb_uri="mongodb://127.0.0.1:9"), database_timeout_ms=200)
    with pytest.raises(TransientError, match="The database is not available"):
        await label(
            Classifier.of(Recognizer([litert], settings), broken, outage_seconds=1), message_body(settings, "a.png")
        )
    await broken.close()


async def test_a_storage_account_that_is_down_is_transient(litert: Model, settings: Settings) -> None:
    nowhere = dataclasses.replace(
        settings.images_storage,
        connection_string="DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:9/a;",
    )
    broken = Clients(dataclasses.replace(settings, images_storage=nowhere))
    started = time.monotonic()
    with pytest.raises(TransientError, match="The storage account is not available"):
        await label(
            Classifier.of(Recognizer([litert], settings), broken, outage_seconds=1), message_body(settings, "a.png")
        )
    assert 2 < time.monotonic() - started < 30  # it has tried again, but not for ever
    await broken.close()
