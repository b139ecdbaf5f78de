"""Looks at each command that the app sends, in this process and in those that the tests start."""

import json
import os
import tempfile
from pathlib import Path

from pymongo import monitoring

from tests.kits import access_rules
from tests.kits.watched import commands_sent
from tests.kits.watched.commands_sent import CommandsSent, Sent

FOLDER = Path(commands_sent.__file__).parent


class AccessWatch:
    """Collects the objections to commands of the app until they are taken."""

    def __init__(self) -> None:
        self._file = Path(tempfile.mkdtemp(prefix="commands-sent-")) / "forms.jsonl"
        self._objections: list[str] = []
        self._read = 0

    def start(self) -> None:
        """Watch the clients that are made from now on, in processes that are started from now on, too."""
        monitoring.register(CommandsSent(self.look_at))
        os.environ.update(self.environment(os.environ.get("PYTHONPATH", "")))

    def environment(self, python_path: str) -> dict[str, str]:
        """Return the variables by which a process is watched that has a PYTHONPATH of its own."""
        path = os.pathsep.join(filter(None, [str(FOLDER), python_path]))
        return {"PYTHONPATH": path, "COMMANDS_SENT": str(self._file)}

    def look_at(self, form: Sent) -> None:
        """Note what is wrong with a command."""
        places = " < ".join(form["places"]) or "a task of its own"
        self._objections += [f"{problem} (sent by {places})" for problem in access_rules.objections(form)]

    def take(self) -> list[str]:
        """Return the objections since the last time."""
        for form in self._forms_of_processes():
            self.look_at(form)
        taken, self._objections = self._objections, []
        return taken

    def _forms_of_processes(self) -> list[Sent]:
        if not self._file.exists():
            return []
        with self._file.open() as lines:
            lines.seek(self._read)
            text = lines.read()
        whole = text[: text.rfind("\n") + 1]  # a process may be writing
        self._read += len(whole.encode())
        return [json.loads(line) for line in whole.splitlines()]


WATCH = AccessWatch()
