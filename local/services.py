"""The servers of the stack: how each is started, and how it is reached."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cocoon.services.blob_service import DEVELOPMENT_STORAGE
from local.servicebus.server import connection_string as service_bus_connection_string

HERE = Path(__file__).parent
HOST = "127.0.0.1"
AZURITE = HERE / "node_modules/azurite/dist/src/blob/main.js"


@dataclass(frozen=True, slots=True)
class Service:
    """A server of the stack.

    :ivar key: names the log file, and the server in tests.
    :ivar port_setting: the setting that moves its port.
    :ivar setting: the setting that replaces it with a real service; empty for the Functions host.
    """

    key: str
    name: str
    command: tuple[str, ...]
    port: int
    port_setting: str
    setting: str
    connection_string: str


def blob_storage(state: Path, port: int) -> Service:
    """Return Azurite, with its API version check off because the SDK is newer."""
    folder = state / "blobs"
    options = ("--skipApiVersionCheck", "--disableTelemetry", "--silent")
    return Service(
        "blobs",
        "Blob storage (Azurite)",
        ("node", str(AZURITE), "--blobHost", HOST, "--blobPort", str(port), "--location", str(folder), *options),
        port,
        "BLOB_PORT",
        "IMAGES_STORAGE",
        DEVELOPMENT_STORAGE.replace(":10000/", f":{port}/"),
    )


def service_bus(state: Path, port: int) -> Service:
    """Return our stand-in for Service Bus."""
    config, database = HERE / "servicebus-config.json", state / "servicebus.db"
    arguments = ("--port", str(port), "--config", str(config), "--db", str(database))
    return Service(
        "servicebus",
        "Service Bus (stand-in)",
        (sys.executable, "-m", "local.servicebus", *arguments),
        port,
        "SERVICE_BUS_PORT",
        "SERVICE_BUS",
        service_bus_connection_string(port),
    )


def find_mongod() -> str | None:
    """Return where ``mongod`` is, if it is on the PATH."""
    return shutil.which("mongod")


def mongodb(state: Path, port: int) -> Service:
    """Return ``mongod`` if it is installed, else SecantusDB; writes are journalled before they are acknowledged."""
    mongod = find_mongod()
    name, folder = ("MongoDB (mongod)", state / "mongodb") if mongod else ("MongoDB (SecantusDB)", state / "secantusdb")
    command = (
        (mongod, "--quiet", "--bind_ip", HOST, "--dbpath")
        if mongod
        else (
            sys.executable,
            "-m",
            "secantus",
            "--standalone",
            "--log-level",
            "WARNING",
            "--host",
            HOST,
            "--storage-path",
        )
    )
    folder.mkdir(parents=True, exist_ok=True)
    return Service(
        "mongodb",
        name,
        (*command, str(folder), "--port", str(port)),
        port,
        "MONGODB_PORT",
        "MONGODB_URI",
        f"mongodb://{HOST}:{port}/?journal=true",
    )


def functions_host(state: Path, port: int) -> Service:
    """Return our own Functions host, which refuses to start unless it can run every function."""
    command = (sys.executable, "-m", "local.host", "--strict", "--state", str(state), "--port", str(port))
    return Service("host", "Functions host", command, port, "PORT", "", f"http://{HOST}:{port}")


def core_tools(func: str, port: int) -> Service:
    """Return Azure Functions Core Tools, which run Microsoft's host."""
    command = (func, "start", "--address", HOST, "--port", str(port))
    return Service("host", "Functions host (Core Tools)", command, port, "PORT", "", f"http://{HOST}:{port}")


def port_of(name: str, default: int, environment: Mapping[str, str] = os.environ) -> int:
    """Return the port that a setting names, or the default.

    :raises ValueError: naming the setting, if its value is not a port.
    """
    raw = environment.get(name) or str(default)
    if not raw.isdigit() or not 0 < int(raw) < 2**16:
        raise ValueError(f"{name} is {raw!r}; it must be a port, 1 to 65535")
    return int(raw)
