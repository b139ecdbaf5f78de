"""Core Tools run the app where their version listens on loopback only, our host elsewhere."""

import stat
import sys
from pathlib import Path

import pytest

from local.errors import StackError
from local.host_choice import choose


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def environment(tmp_path: Path, version: str | None, wanted: str = "") -> dict[str, str]:
    if version is not None:
        func = tmp_path / "func"
        func.write_text(f"#!/bin/sh\nprintf '%s\\n' '{version}'\n")
        func.chmod(func.stat().st_mode | stat.S_IXUSR)
    return {"PATH": str(tmp_path), "FUNCTIONS_HOST": wanted}


def test_without_core_tools_it_is_our_own(tmp_path: Path, state: Path) -> None:
    host, note = choose(environment(tmp_path, None), state, 7071)
    assert host.command[:3] == (sys.executable, "-m", "local.host")
    assert not note


@pytest.mark.parametrize("version", ["4.14.0", "4.20.1", "Some news first\n4.14.2"])
def test_core_tools_that_listen_on_loopback_are_used(tmp_path: Path, state: Path, version: str) -> None:
    host, note = choose(environment(tmp_path, version), state, 7071)
    assert host.command == (str(tmp_path / "func"), "start", "--address", "127.0.0.1", "--port", "7071")
    assert not note


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("4.0.6821", "without a key"),
        ("4.13.9", "without a key"),
        ("5.0.0-preview.3", "loopback only"),
        ("no such thing", "is not a version"),
        ("", "is not a version"),
    ],
)
def test_others_are_not_and_it_says_why(tmp_path: Path, state: Path, version: str, words: str) -> None:
    host, note = choose(environment(tmp_path, version), state, 7071)
    assert host.command[0] == sys.executable
    assert words in note
    assert "FUNCTIONS_HOST=local" in note
    with pytest.raises(StackError, match=words):
        choose(environment(tmp_path, version, "func"), state, 7071)


def test_the_setting_chooses(tmp_path: Path, state: Path) -> None:
    assert choose(environment(tmp_path, "4.14.0", "local"), state, 1).host.command[0] == sys.executable
    assert choose(environment(tmp_path, "4.14.0", "func"), state, 1).host.command[1] == "start"
    with pytest.raises(ValueError, match="must be func, local"):
        choose(environment(tmp_path, "4.14.0", "azure"), state, 1)
    (tmp_path / "func").unlink()
    with pytest.raises(StackError, match="not on the PATH"):
        choose(environment(tmp_path, None, "func"), state, 1)
