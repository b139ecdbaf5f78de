"""Whatever makes the app send a command that is no access path is seen: in this process, in tasks, in processes."""

import asyncio
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from cocoon.services.clients import Clients
from tests.kits.access_watch import WATCH
from tests.kits.repository import ROOT

UNBOUNDED = """
import asyncio

async def all_images(images):
    return await images.find({"bytes": {"$gt": 1}}).to_list()

async def one_image(images):
    return await images.find_one({"path": "a.jpg"})

async def in_a_task(images):
    return await asyncio.gather(images.find_one({"path": "a.jpg"}), images.find_one({"_id": "1"}))
"""
IN_A_PROCESS = """
import sys
from pymongo import MongoClient

with MongoClient(sys.argv[1]) as client:
    client.cocoon.images.delete_many({"path": "a.jpg"})
    client.cocoon.images.find_one({"_id": "1"})
"""


@pytest.fixture
def app(tmp_path: Path) -> ModuleType:
    """A module that is none of the tests'."""
    (tmp_path / "unbounded.py").write_text(UNBOUNDED)
    spec = importlib.util.spec_from_file_location("unbounded", tmp_path / "unbounded.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_a_command_of_the_app_is_seen_with_its_place(clients: Clients, app: ModuleType) -> None:
    await app.all_images(clients.images)
    (objection,) = WATCH.take()
    assert "find in images: {'filter': {'bytes': {'$gt': 'int'}}} is no access path" in objection
    assert f"{app.__file__}:5 < tests/integration/test_access_watch.py:" in objection


async def test_a_command_in_a_task_of_its_own_is_seen(clients: Clients, app: ModuleType) -> None:
    await app.in_a_task(clients.queued)
    (objection,) = WATCH.take()
    assert "find in queued: {'filter': {'path': 'str'}, 'limit': 1}" in objection
    assert "a task of its own" in objection


async def test_a_command_that_a_stand_in_passes_on_is_seen(
    clients: Clients, app: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_one = clients.images.find_one

    async def pass_on(condition: dict[str, object]) -> object:
        return await find_one({**condition, "etag": "1"})

    monkeypatch.setattr(clients.images, "find_one", pass_on)
    await app.one_image(clients.images)
    (objection,) = WATCH.take()
    assert "{'path': 'str', 'etag': 'str'}" in objection


async def test_a_command_of_a_test_is_its_own_affair(clients: Clients) -> None:
    await clients.images.find({"bytes": {"$gt": 1}}).to_list()
    assert WATCH.take() == []


@pytest.mark.parametrize("is_watched_apart", [False, True])
async def test_a_command_of_another_process_is_seen(
    environment: dict[str, str], tmp_path: Path, clients: Clients, *, is_watched_apart: bool
) -> None:
    (tmp_path / "program.py").write_text(IN_A_PROCESS)
    uri = clients._settings.mongodb_uri
    if is_watched_apart:
        environment |= WATCH.environment(str(ROOT))
    await asyncio.to_thread(
        subprocess.run, [sys.executable, "program.py", uri], cwd=tmp_path, env=environment, check=True
    )
    (objection,) = WATCH.take()
    assert "delete in images" in objection
    assert "program.py:6)" in objection
