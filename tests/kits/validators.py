"""The validators of .venv-checks, which `make test` installs; without them these tests are skipped."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.kits.repository import ROOT

BIN = ROOT / ".venv-checks/bin"

needed = pytest.mark.skipif(not BIN.exists(), reason="the validators are not installed: make .setup/checks")


def run(tool: str, *arguments: str | Path, cwd: Path = ROOT) -> str:
    """Run a validator; its output is the failure's text."""
    command = [str(BIN / tool), *map(str, arguments)]
    # Whatever wants to look for a newer version of itself or for data would only wait for a network.
    environment = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": os.environ.get("HOME", "/"), "LOG_LEVEL": "CRITICAL"}
    ended = subprocess.run(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert ended.returncode == 0, f"{tool} says:\n{ended.stdout}"
    return ended.stdout
