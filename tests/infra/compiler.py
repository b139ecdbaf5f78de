"""Bicep's command line. Without it the tests of this folder are skipped: ``BICEP=~/.azure/bin/bicep make test``."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.infra.server import BicepError, BicepServer, running

ROOT = Path(__file__).parents[2]
INFRA = ROOT / "infra"
COMBINATIONS = sorted((Path(__file__).parent / "combinations").glob("*.bicepparam"))
REFUSED = sorted((Path(__file__).parent / "refused").glob("*.bicepparam"))

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
def deployments() -> dict[str, dict[str, Any] | str]:
    """Evaluate all combinations, and those that are refused: what would be deployed, or why it is not."""

    def evaluate(server: BicepServer, path: Path) -> dict[str, Any] | str:
        try:
            return server.snapshot(path)
        except BicepError as error:
            return str(error)

    with running() as server:
        return {path.stem: evaluate(server, path) for path in (*COMBINATIONS, *REFUSED)}


def deployment(name: str) -> Deployment:
    """Return what a combination of parameters would deploy."""
    made = deployments()[name]
    assert isinstance(made, dict), made
    assert made["diagnostics"] == []
    return Deployment(made)
