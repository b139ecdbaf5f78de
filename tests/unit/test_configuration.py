"""Which emulators the local stack starts, on which ports."""

import os
import sys
from pathlib import Path

import pytest

from local.configuration import configure
from tests.kits.environments import TEMPLATE_VALUES


def settings(state: Path, **changes: str) -> dict[str, str]:
    return {**TEMPLATE_VALUES, "STATE": str(state), **changes}


def test_everything_is_embedded_by_default(tmp_path: Path) -> None:
    configuration = configure(settings(tmp_path))
    assert [service.setting for service in configuration.emulators] == ["IMAGES_STORAGE", "SERVICE_BUS", "MONGODB_URI"]
    assert configuration.environment["MONGODB_URI"] == "mongodb://127.0.0.1:27017/?journal=true"
    assert ":10000/" in configuration.environment["IMAGES_STORAGE"]
    assert configuration.host.port == 7071


def test_ports_are_settings(tmp_path: Path) -> None:
    ports = {"BLOB_PORT": "1", "SERVICE_BUS_PORT": "2", "MONGODB_PORT": "3", "PORT": "4"}
    configuration = configure(settings(tmp_path, **ports))
    assert [service.port for service in configuration.emulators] == [1, 2, 3]
    assert "sb://127.0.0.1:2;" in configuration.environment["SERVICE_BUS"]
    assert ":1/" in configuration.environment["AzureWebJobsStorage"]
    assert configuration.host.connection_string == "http://127.0.0.1:4"


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1"])
def test_a_bad_port_is_named(tmp_path: Path, port: str) -> None:
    with pytest.raises(ValueError, match=f"MONGODB_PORT is '{port}'; it must be a port"):
        configure(settings(tmp_path, MONGODB_PORT=port))


@pytest.mark.parametrize(
    ("changes", "replaced"),
    [
        ({"SERVICE_BUS": "Endpoint=sb://name.servicebus.windows.net/;..."}, "SERVICE_BUS"),
        ({"MONGODB_URI": "mongodb://localhost:27017/"}, "MONGODB_URI"),
        (
            {"MONGODB_URI": "mongodb://u:p@localhost:10260/?tls=true&tlsAllowInvalidCertificates=true"},
            "MONGODB_URI",
        ),
        ({"IMAGES_STORAGE": "", "IMAGES_STORAGE__blobServiceUri": "https://x.blob.core.windows.net"}, "IMAGES_STORAGE"),
    ],
)
def test_a_setting_replaces_a_service(tmp_path: Path, changes: dict[str, str], replaced: str) -> None:
    configuration = configure(settings(tmp_path, **changes))
    assert len(configuration.emulators) == 2
    assert not configuration.is_embedded(replaced)
    assert configuration.environment[replaced] == changes[replaced]


def test_mongod_and_core_tools_are_used_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("mongod", "func"):
        (tmp_path / program).write_text("#!/bin/sh\necho 4.14.0\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    configuration = configure(settings(tmp_path))
    assert configuration.emulators[2].command[0] == str(tmp_path / "mongod")
    assert configuration.host.command[:2] == (str(tmp_path / "func"), "start")
    assert configuration.environment["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_a_state_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ValueError, match=r"STATE is .* which cannot be used as a folder: it is a file"):
        configure(settings(tmp_path / "file"))
    with pytest.raises(ValueError, match="which cannot be used as a folder: Not a directory"):
        configure(settings(tmp_path / "file/below"))
