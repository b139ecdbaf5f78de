"""The wheel is built from this folder without a network, and the installed package serves a client."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusClient

from .kit import StandIn, bodies, complete, opened, receive

FOLDER = Path(__file__).parents[1]
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
OFFLINE = ("--no-index", "--no-deps")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("distribution")
    generated = shutil.ignore_patterns("node_modules", "__pycache__", "build", "bin", "obj", "*.egg-info")
    shutil.copytree(FOLDER, folder / "source", ignore=generated)
    command = [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(folder), str(folder / "source")]
    subprocess.run(command, check=True, timeout=100)
    (built,) = folder.glob("servicebus_stand_in-*.whl")
    return built


def test_the_wheel_holds_the_modules_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        installed = {name for name in archive.namelist() if ".dist-info/" not in name}
    folders = [FOLDER, *(path.parent for path in FOLDER.glob("*/__init__.py") if path.parent.name != "tests")]
    modules = {path.relative_to(FOLDER) for folder in folders for path in folder.glob("*.py")}
    assert installed == {f"servicebus_stand_in/{module}" for module in modules}


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    target = wheel.parent / "installed"
    subprocess.run([*PIP, "install", *OFFLINE, "--target", str(target), str(wheel)], check=True, timeout=100)
    return target


async def test_the_installed_package_serves_a_client(installed: Path, tmp_path: Path) -> None:
    command = (str(installed / "bin/servicebus-stand-in"),)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    with StandIn(tmp_path / "db", command=command, environment=environment) as running:
        queue = running.create_queue()
        async with ServiceBusClient.from_connection_string(running.connection_string) as client:
            sender, receiver = client.get_queue_sender(queue), client.get_queue_receiver(queue)
            async with opened(sender, receiver):
                await sender.send_messages(ServiceBusMessage("hello"))
                messages = await receive(receiver)
                assert bodies(messages) == ["hello"]
                await complete(receiver, messages)
        assert set(running.counts(queue).values()) == {0}
        assert running.stop() == 0
