"""Missing tools are named before anything is installed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kits.repository import ROOT

SCRIPT = ROOT / "local/expect_tools.sh"


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder that is the whole PATH, with what is needed."""
    tool(tmp_path, "python3", f'exec {sys.executable} "$@"')
    tool(tmp_path, "node", f'exec {shutil.which("node")} "$@"')
    tool(tmp_path, "npm", "exit 0")
    return tmp_path


def tool(folder: Path, name: str, does: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def said(tools: Path, python: str = "python3") -> tuple[int, list[str]]:
    command = ["/bin/sh", str(SCRIPT), python]
    ended = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stderr.splitlines()


def test_a_machine_with_everything_is_fine(tools: Path) -> None:
    assert said(tools) == (0, [])


def test_all_that_is_missing_is_said_at_once(tools: Path) -> None:
    for name in ("node", "npm"):
        (tools / name).unlink()
    code, lines = said(tools, "python3.12")
    assert code == 1
    assert [line.split(",")[0] for line in lines] == [
        "error: Python 3.11",
        "error: Node.js 20.19 or newer is needed",
        "error: npm is needed",
    ]
    assert "there is no python3.12. Name one: make ... PYTHON=python3.13" in lines[0]


def test_wrong_versions_are_said(tools: Path) -> None:
    tool(tools, "python3", 'case "$2" in *platform*) echo 3.14.1;; *version_info*) exit 1;; esac')
    tool(tools, "node", 'test "$1" = --version && echo v20.18.3 && exit 0; exit 1')
    code, lines = said(tools)
    assert code == 1
    assert "and python3 is 3.14.1. Name another" in lines[0]
    assert "Node.js 20.19 or newer is needed, and node is v20.18.3" in lines[1]


def test_a_python_without_venv_is_said(tools: Path) -> None:
    tool(tools, "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    assert "apt install python3-venv" in said(tools)[1][0]
