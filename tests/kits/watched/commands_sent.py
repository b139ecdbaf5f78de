"""Tell the commands that the app sends to the database: the form of each, without values, and the place in the code.

It imports nothing of the project: it runs in processes of the packaged app, too.
"""

import json
import re
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from bson.regex import Regex
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

Sent = dict[str, Any]

ROOT = Path(__file__).parents[3]
TESTS = tuple(f"{ROOT / name}/" for name in ("tests", "benchmarks"))
LIBRARIES = ("<", *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib", "scripts")))
OF_THE_DRIVER = {"$db", "lsid", "maxTimeMS", "$readPreference", "$clusterTime", "writeConcern", "txnNumber", "comment"}
MOST_PLACES = 4  # of the code that are told, the nearest first


class CommandsSent(CommandListener):
    """Reports each command, unless only tests lead to it: what a test's stand-in passes on is the app's, too."""

    def __init__(self, report: Callable[[Sent], None]) -> None:
        self._report = report

    def started(self, event: CommandStartedEvent) -> None:
        places = list(places_of(sys._getframe(1)))
        if not places or not all(place.startswith(TESTS) for place in places):
            self._report(_form_or_error(event) | {"places": _short(places)})

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


def places_of(frame: FrameType | None) -> Iterator[str]:
    """Yield where the code is that leads to a frame, libraries left out, the nearest first."""
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(LIBRARIES):
            yield f"{file}:{frame.f_lineno}"
        frame = frame.f_back


def _form_or_error(event: CommandStartedEvent) -> Sent:
    """Return the form, or a command that nothing takes: pymongo only prints what a listener raises."""
    try:
        form = form_of(event.command_name, event.command)
        json.dumps(form)
    except Exception as error:  # noqa: BLE001 - whatever it is must not be lost
        return {"command": f"{event.command_name}, which cannot be read: {error!r}", "collection": ""}
    return form


def form_of(name: str, command: Mapping[str, Any]) -> Sent:
    """Return a command with the types of its values in their place, in the form of JSON."""
    collection = command.get("collection", command[name])
    form: Sent = {"command": name, "collection": collection if isinstance(collection, str) else ""}
    for key, value in command.items():
        if key in OF_THE_DRIVER | {name, "collection"}:
            continue
        if key == "documents":
            form["number"] = len(value)
        elif key in {"updates", "deletes"}:
            form["number"] = len(value)
            form[key] = _distinct(map(_part, value))
        elif key in {"sort", "hint"} and isinstance(value, Mapping):
            form[key] = [list(each) for each in value.items()]
        elif key == "indexes":
            form[key] = [each["name"] for each in value]
        elif key in {"limit", "skip", "index", "hint"}:
            form[key] = value
        else:
            form[key] = _without_values(value)
    return form


def _part(part: Mapping[str, Any]) -> Sent:
    return {key: _operators(part[key]) if key == "u" else _without_values(part[key]) for key in part}


def _operators(update: Any) -> list[str]:  # noqa: ANN401 - a document or a pipeline
    return sorted(key for key in update if key.startswith("$")) if isinstance(update, Mapping) else ["a pipeline"]


def _without_values(value: Any) -> Any:  # noqa: ANN401 - any part of a command
    """Return the operators of a condition: a list of values is their number, a value is its type."""
    if isinstance(value, Mapping):
        return {key: _without_values(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_without_values(each) for each in value] if any(isinstance(v, Mapping) for v in value) else len(value)
    if isinstance(value, re.Pattern | Regex):
        return {"$regex": "str"}
    return value if isinstance(value, bool) else type(value).__name__


def _distinct(parts: Iterator[Sent]) -> list[Sent]:
    return list({json.dumps(part): part for part in parts}.values())


def _short(places: list[str]) -> list[str]:
    return [place.removeprefix(f"{ROOT}/") for place in places[:MOST_PLACES]]
