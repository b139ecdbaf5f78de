import dataclasses
from pathlib import Path
from typing import Any

import pytest

from cocoon.clients import Clients
from cocoon.responses import Unavailable
from cocoon.settings import Settings
from query_labels.health import check_health


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
    monkeypatch.setattr("cocoon.database.TIMEOUT_MS", 200)
    broken = dataclasses.replace(
        settings,
        images_container="missing",
        mongodb_uri="mongodb://127.0.0.1:9",
        queue_name="missing",
        model_path=tmp_path,
    )
    clients = Clients(broken)
    health: Any = await check_health(clients, broken)
    await clients.close()
    assert {check["status"] for check in health["dependencies"].values()} == {"unavailable"}
    assert health["dependencies"]["model"]["detail"] == "FileNotFoundError"
    assert health["dependencies"]["storage"]["detail"] == "ResourceNotFoundError"
    assert isinstance(health, Unavailable)
