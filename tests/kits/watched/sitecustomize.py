"""Write the form of each command that this process sends to a file, which COMMANDS_SENT names."""

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

MONITORING = "pymongo.monitoring"


class OnImport(MetaPathFinder):
    """Calls back when a module has been imported, so that a process that does not import it loses no time."""

    def __init__(self, name: str, imported: Callable[[ModuleType], None]) -> None:
        self._name, self._imported = name, imported

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - Python's interface
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_call(module: ModuleType) -> None:
                execute(module)
                self._imported(module)

            spec.loader.exec_module = execute_and_call  # type: ignore[method-assign]
        return spec


def report_to(file: Path) -> Callable[[dict[str, Any]], None]:
    """Return what writes each form to a file, once."""
    written: set[str] = set()

    def report(form: dict[str, Any]) -> None:
        line = json.dumps(form, sort_keys=True) + "\n"
        if line not in written:
            written.add(line)
            with file.open("a") as lines:
                lines.write(line)

    return report


def listen(file: Path) -> None:
    """Listen to the clients that are made from now on."""

    def imported(monitoring: ModuleType) -> None:
        commands_sent = importlib.import_module("commands_sent")
        monitoring.register(commands_sent.CommandsSent(report_to(file)))

    sys.meta_path.insert(0, OnImport(MONITORING, imported))


if __name__ == "sitecustomize" and (name := os.environ.get("COMMANDS_SENT")):
    listen(Path(name))
