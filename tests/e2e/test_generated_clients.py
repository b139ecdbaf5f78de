"""Clients that two generators make of openapi.json compile, and do what they say against the running app."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.kits.repository import ROOT
from tests.kits.serving import Serving

CLIENTS = ROOT / "tests/clients"
PATH = "food/citrus-fruits.jpg"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        not (CLIENTS / "node_modules").exists() and os.environ.get("CI") != "true",
        reason="the generators are not installed: make .setup/npm-clients",
    ),
]


def tool(name: str, *arguments: str, cwd: Path) -> str:
    ended = subprocess.run(
        ["node", str(CLIENTS / "node_modules/.bin" / name), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate both clients next to the programs that use them, and compile all; return where the programs are."""
    folder = tmp_path_factory.mktemp("clients")
    for name in ("package.json", "tsconfig.json", "openapi-fetch.ts", "hey-api.ts"):
        shutil.copy(CLIENTS / name, folder)
    (folder / "node_modules").symlink_to(CLIENTS / "node_modules")
    document = str(ROOT / "query_labels/openapi.json")
    tool("openapi-typescript", document, "--output", "build/schema.ts", cwd=folder)
    tool(
        "openapi-ts", "--input", document, "--output", "build/hey-api", "--client", "@hey-api/client-fetch", cwd=folder
    )
    tool("tsc", "--project", ".", cwd=folder)
    return folder / "build/js"


@pytest.mark.parametrize("generator", ["openapi-fetch", "hey-api"])
def test_a_generated_client_works(serving: Serving, compiled: Path, generator: str) -> None:
    size = (ROOT / "samples/images" / PATH).stat().st_size
    labels = [label["name"] for label in serving.call(f"/api/images/{PATH}")[1]["labels"]][:2]
    assert len(labels) == 2
    ended = subprocess.run(
        ["node", compiled / f"{generator}.js", serving.base, PATH, *labels],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{generator}: {labels[0]}, {size} bytes, ")
