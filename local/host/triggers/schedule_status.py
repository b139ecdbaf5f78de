"""When each timer last fired and will fire next, kept across restarts of the host.

The real host keeps the status in the storage account (``ScheduleMonitor.cs`` of azure-webjobs-sdk-extensions).
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ScheduleStatus:
    """The occurrences of a timer; ``last`` is None until it has fired."""

    last: datetime | None
    next: datetime | None
    updated: datetime


class ScheduleStatusFile:
    """A JSON file with each timer's status by the function's name; an unreadable status counts as missing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> ScheduleStatus | None:
        """Return the status of a timer, or None."""
        try:
            last, following, updated = (_moment(self._read()[name][key]) for key in ("last", "next", "updated"))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return ScheduleStatus(last, following, updated) if updated else None

    def put(self, name: str, status: ScheduleStatus) -> None:
        """Store the status of a timer."""
        moments = {"last": status.last, "next": status.next, "updated": status.updated}
        content = self._read() | {name: {key: each.isoformat() if each else None for key, each in moments.items()}}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(".new")
        temporary.write_text(json.dumps(content))
        temporary.replace(self._path)

    def _read(self) -> dict[str, dict[str, str | None]]:
        try:
            content = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
