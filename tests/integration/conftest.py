"""A container, a queue and a database of its own for each test, on the real emulators."""

import os
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from azure.servicebus.aio.management import ServiceBusAdministrationClient

from classify_image.classifier import Classifier
from classify_image.model.folder import Model
from classify_image.vision.recognizer import Recognizer
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings, from_environment
from enqueue_blobs import blob_pages
from local.configuration import Configuration
from tests.kits.running_host import RunningHost
from tests.kits.service_bus import QuickClosingClient


@pytest.fixture
def settings(configuration: Configuration) -> Settings:
    name = f"test-{uuid.uuid4().hex}"
    names = {"IMAGES_CONTAINER": name, "THUMBNAILS_CONTAINER": f"{name}-t", "QUEUE_NAME": name, "DATABASE_NAME": name}
    return from_environment({**configuration.environment, **names})


@pytest.fixture
async def clients(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Clients]:
    monkeypatch.setattr("cocoon.services.clients.ServiceBusClient", QuickClosingClient)
    made = Clients(settings)
    await made.images_container.create_container()
    connection_string = settings.service_bus.connection_string
    assert connection_string
    async with ServiceBusAdministrationClient.from_connection_string(
        connection_string, connection_verify=False
    ) as administration:
        await administration.create_queue(settings.queue_name, requires_duplicate_detection=True)
    yield made
    await made.images.database.client.drop_database(settings.database_name)
    await made.close()


@pytest.fixture
async def classifier(litert: Model, settings: Settings, clients: Clients) -> AsyncIterator[Classifier]:
    made = Classifier.of(Recognizer([litert], settings), clients)
    yield made
    made.close()


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    assert settings.service_bus.connection_string
    return {**os.environ, "SERVICE_BUS": settings.service_bus.connection_string, "QUEUE_NAME": settings.queue_name}


@pytest.fixture
async def host(tmp_path: Path, environment: dict[str, str], clients: Clients) -> AsyncIterator[RunningHost]:  # noqa: ARG001
    running = RunningHost(tmp_path, environment)
    yield running
    assert running.stop() == 0


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of ten blobs, so that a few blobs make several."""
    monkeypatch.setattr(blob_pages, "PAGE_SIZE", 10)
