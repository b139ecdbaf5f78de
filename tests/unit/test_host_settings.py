"""host.json and local.settings.json, as the local host reads them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from local.host import app_settings, host_json
from local.host.errors import HostError


def write(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_host_json_values(tmp_path: Path) -> None:
    extensions = {
        "http": {"routePrefix": ""},
        "serviceBus": {"maxConcurrentCalls": 3, "prefetchCount": 7, "maxAutoLockRenewalDuration": "1.02:03:04"},
    }
    content = {"version": "2.0", "functionTimeout": "-1", "extensions": extensions}
    config = host_json.read(write(tmp_path / "host.json", content))
    assert config == host_json.HostConfig("", None, 7, 3, timedelta(days=1, hours=2, minutes=3, seconds=4))


# An hour above 23 is a number of days.
@pytest.mark.parametrize(("text", "days"), [("1.00:00:00", 1), ("24:00:00", 24)])
def test_a_timeout_is_read_as_dotnet_reads_it(tmp_path: Path, text: str, days: int) -> None:
    config = host_json.read(write(tmp_path / "host.json", {"version": "2.0", "functionTimeout": text}))
    assert config.function_timeout == timedelta(days=days)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "is not JSON"),
        ({}, "version is None"),
        ({"version": "2.0", "functionTimeout": "5 minutes"}, "'5 minutes' is not a time span"),
        ({"version": "2.0", "functionTimeout": "-00:05:00"}, "'-00:05:00' is not a time span"),
        ({"version": "2.0", "extensions": {"serviceBus": {"autoCompleteMessages": False}}}, "autoCompleteMessages"),
    ],
)
def test_a_bad_host_json_is_refused(tmp_path: Path, content: object, problem: str) -> None:
    with pytest.raises(HostError, match=r"host\.json") as caught:
        host_json.read(write(tmp_path / "host.json", content))
    assert problem in str(caught.value)


def test_the_environment_wins_over_the_settings_file(tmp_path: Path) -> None:
    path = write(tmp_path / "local.settings.json", {"IsEncrypted": False, "Values": {"A": "file", "B": "file"}})
    environment = {"A": "environment"}
    app_settings.load(path, environment)
    assert environment == {"A": "environment", "B": "file"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "is not JSON"),
        ([], "must be an object"),
        ({"IsEncrypted": True, "Values": {}}, "func settings decrypt"),
        ({"Values": {"A": 1}}, "the values of A must be strings"),
    ],
)
def test_a_bad_settings_file_is_refused(tmp_path: Path, content: object, problem: str) -> None:
    with pytest.raises(HostError) as caught:
        app_settings.read_values(write(tmp_path / "local.settings.json", content))
    assert problem in str(caught.value)


def test_a_missing_settings_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(HostError, match=r"copy local\.settings\.template\.json"):
        app_settings.read_values(tmp_path / "local.settings.json")


def test_references_are_resolved() -> None:
    assert app_settings.resolve("%QUEUE%-%SUFFIX%", {"QUEUE": "images", "SUFFIX": "1"}) == "images-1"
    with pytest.raises(HostError, match="the setting QUEUE is missing"):
        app_settings.resolve("%QUEUE%", {})
