"""The probes name the services that are down."""

import asyncio
import dataclasses
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.servicebus.aio import ServiceBusSender

from cocoon.errors import SettingsError
from cocoon.http.responses import Unavailable
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from query_labels import dependency_checks, probes
from query_labels.probes import check_health


async def test_all_is_well(clients: Clients, settings: Settings) -> None:
    health: Any = await check_health(clients, settings)
    assert health["status"] == "ok", health
    assert {name: check["status"] for name, check in health["dependencies"].items()} == {
        "storage": "ok",
        "queue": "ok",
        "database": "ok",
        "model": "ok",
    }


async def test_what_is_down_is_named(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cocoon.services.mongo_client.TIMEOUT_MS", 200)
    monkeypatch.setattr(dependency_checks, "_linked_at", None)
    broken = dataclasses.replace(
        settings,
        images_container="missing",
        mongodb_uri="mongodb://127.0.0.1:9",
        queue_name="missing",
        model_paths=(tmp_path,),
    )
    clients = Clients(broken)
    answer = await check_health(clients, broken)
    assert isinstance(answer, Unavailable)
    health: Any = answer.body
    await clients.close()
    assert {check["status"] for check in health["dependencies"].values()} == {"unavailable"}
    assert health["dependencies"]["model"]["detail"] == "FileNotFoundError"
    assert health["dependencies"]["storage"]["detail"] == "ResourceNotFoundError"


async def test_an_answer_is_given_again_for_some_seconds(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def count(*_: object) -> dict[str, object]:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.05)
        return {"status": "ok"}

    monkeypatch.setattr("cocoon.settings.app_settings.current", lambda: settings)
    monkeypatch.setattr("cocoon.services.clients.current", lambda: clients)
    monkeypatch.setattr(probes, "check_health", count)
    monkeypatch.setattr(probes, "_recent", None)
    await asyncio.gather(*(probes.recent_health() for _ in range(5)))
    await probes.recent_health()
    assert asked == 1
    monkeypatch.setattr(probes, "FRESH_SECONDS", 0.0)
    await probes.recent_health()
    assert asked == 2


async def test_the_queue_is_reached_as_the_app_reaches_it(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a link, for AMQP may be blocked where HTTPS is not; then, for a minute, by a question over HTTPS."""
    opened = 0
    make = clients.queue_sender

    def count() -> ServiceBusSender:
        nonlocal opened
        opened += 1
        return make()

    monkeypatch.setattr(dependency_checks, "_linked_at", None)
    monkeypatch.setattr(clients, "queue_sender", count)
    for _ in range(3):
        health: Any = await check_health(clients, settings)
        assert health["dependencies"]["queue"]["status"] == "ok"
    assert opened == 1

    async def refuse(*_: object) -> None:
        raise ClientAuthenticationError  # it lacks the right to manage the queue

    monkeypatch.setattr(type(clients.queue_administration), "get_queue", refuse)
    health = await check_health(clients, settings)
    assert (health["dependencies"]["queue"]["status"], opened) == ("ok", 2)


async def test_readiness_asks_no_other_service(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the database is down the page that says so must stay; with wrong settings nothing works."""
    monkeypatch.setattr("cocoon.services.clients.current", None)
    monkeypatch.setattr("cocoon.settings.app_settings.current", lambda: settings)
    assert await probes.ready() == await probes.live() == {"status": "ok"}

    def wrong() -> Settings:
        raise SettingsError("MONGODB_URI is not set")

    monkeypatch.setattr("cocoon.settings.app_settings.current", wrong)
    assert isinstance(await probes.ready(), Unavailable)
    assert await probes.live() == {"status": "ok"}
