"""The configuration of a local run, from ``local.settings.json`` and the environment."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local import host_choice, services
from local.host.app_settings import read_values
from local.services import Service

ROOT = Path(__file__).parent.parent
SETTINGS, TEMPLATE = ROOT / "local.settings.json", ROOT / "local.settings.template.json"


@dataclass(frozen=True, slots=True)
class Configuration:
    """The servers to start, and the environment with which the app reaches them.

    :ivar host_note: why the app runs in another host than a person may expect, or nothing.
    """

    emulators: tuple[Service, ...]
    host: Service
    state: Path
    environment: Mapping[str, str]
    host_note: str = ""

    def is_embedded(self, setting: str) -> bool:
        """Return whether the stack starts the server that a setting names."""
        return any(service.setting == setting for service in self.emulators)


def configure(environment: Mapping[str, str] = os.environ) -> Configuration:
    """Return the configuration; copy ``local.settings.json`` from its template if it is missing.

    A service is embedded while its setting has the template's value; any other value
    is the address of a real service.

    :raises HostError: if a settings file cannot be read.
    :raises StackError: if the requested Functions host cannot be used.
    :raises ValueError: if a port setting is wrong, or STATE cannot be written to.
    """
    if not SETTINGS.exists():
        shutil.copy(TEMPLATE, SETTINGS)
    template = read_values(TEMPLATE)
    values = {**read_values(SETTINGS), **environment}
    state = Path(values.get("STATE") or ROOT / ".local").absolute()
    _make_folder(state / "logs", state)
    candidates = (
        services.blob_storage(state, services.port_of("BLOB_PORT", 10000, values)),
        services.service_bus(state, services.port_of("SERVICE_BUS_PORT", 5672, values)),
        services.mongodb(state, services.port_of("MONGODB_PORT", 27017, values)),
    )
    emulators = tuple(each for each in candidates if _is_embedded(each.setting, values, template))
    values |= {service.setting: service.connection_string for service in emulators}
    # Core Tools run the first Python on the PATH; it must be the one with the app's packages.
    path = values.get("PATH") or os.environ.get("PATH", "")
    values["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), path))
    host, note = host_choice.choose(values, state, services.port_of("PORT", 7071, values))
    configuration = Configuration(emulators, host, state, values, note)
    if configuration.is_embedded("IMAGES_STORAGE"):
        values["AzureWebJobsStorage"] = values["IMAGES_STORAGE"]
    return configuration


def _make_folder(folder: Path, state: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=state):
            pass
    except OSError as error:
        reason = "it is a file" if state.is_file() else error.strerror
        raise ValueError(f"STATE is {str(state)!r}, which cannot be used as a folder: {reason}") from error


def _is_embedded(setting: str, values: Mapping[str, str], template: Mapping[str, str]) -> bool:
    has_identity = any(name.startswith(f"{setting}__") and value for name, value in values.items())
    value = values.get(setting)
    return value == template[setting] or (not value and not has_identity)
