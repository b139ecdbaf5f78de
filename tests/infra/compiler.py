"""Bicep's command line. Without it the tests of this folder are skipped: ``BICEP=~/.azure/bin/bicep make test``."""

import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
INFRA = ROOT / "infra"
COMBINATIONS = sorted((Path(__file__).parent / "combinations").glob("*.bicepparam"))
SUBSCRIPTION = "00000000-1111-2222-3333-444444444444"

needed = pytest.mark.skipif(not os.environ.get("BICEP"), reason="BICEP does not name the Bicep compiler")


class Ended(NamedTuple):
    """What a command printed, on both streams, and its exit code."""

    output: str
    code: int


def bicep(*arguments: str | Path) -> Ended:
    """Run the compiler. It ends with 0 however much it warns of, so look at what it printed, too."""
    command = [str(Path(os.environ["BICEP"]).absolute()), *map(str, arguments)]
    ended = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=120
    )
    return Ended(ended.stdout, ended.returncode)


def complaints(output: str) -> list[str]:
    """Return the warnings and errors among what the compiler printed."""
    return [line for line in output.splitlines() if re.search(r": (Warning|Error) ", line)]


def snapshot(parameters: Path) -> tuple[Ended, dict[str, Any]]:
    """Evaluate infra/ with the parameters of a file; return what was printed, and what would be deployed."""
    with TemporaryDirectory() as folder:
        text = parameters.read_text().replace(
            "'../../../infra/main.bicep'", f"'{os.path.relpath(INFRA / 'main.bicep', folder)}'"
        )
        copy = Path(folder) / parameters.name
        copy.write_text(text)
        ended = bicep("snapshot", copy, "--subscription-id", SUBSCRIPTION, "--location", "northeurope")
        made = copy.with_suffix(".snapshot.json")
        return ended, json.loads(made.read_text()) if made.exists() else {}


class Deployment:
    """What would be deployed, resource by resource."""

    def __init__(self, snapshot: dict[str, Any]) -> None:
        self.resources: list[dict[str, Any]] = snapshot["predictedResources"]
        self.outputs: dict[str, Any] = snapshot["outputs"]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Return the resources of a type, which may be given without ``Microsoft.``."""
        return [each for each in self.resources if each["type"].removeprefix("Microsoft.") == kind]

    def one(self, kind: str) -> dict[str, Any]:
        """Return the one resource of a type."""
        (resource,) = self.of(kind)
        return resource

    @property
    def settings(self) -> dict[str, str]:
        """The app's settings."""
        (config,) = [each for each in self.of("Web/sites/config") if "appsettings" in each["name"]]
        settings: dict[str, str] = config["properties"]
        return settings

    @property
    def scaling(self) -> dict[str, Any]:
        """What Flex Consumption is told of memory and instances."""
        scaling: dict[str, Any] = self.one("Web/sites")["properties"]["functionAppConfig"]["scaleAndConcurrency"]
        return scaling


@cache
def deployments() -> dict[str, tuple[Ended, dict[str, Any]]]:
    """Evaluate all combinations, on both processors: each takes some seconds."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return dict(zip((path.stem for path in COMBINATIONS), threads.map(snapshot, COMBINATIONS), strict=True))


def deployment(name: str) -> Deployment:
    """Return what a combination of parameters would deploy."""
    ended, made = deployments()[name]
    assert ended.code == 0, ended.output
    assert made["diagnostics"] == []
    return Deployment(made)
