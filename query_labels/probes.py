"""Probe whether the app runs, whether it can take requests, and whether its dependencies can be reached.

Three probes for three callers: a restart repairs an app that is not live, a router leaves out one that is not ready,
and a person reads which dependency is unhealthy. Only the last asks other services: when the database is down, the page
that says so must still be served.
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from time import monotonic
from typing import Literal, TypedDict, cast

from cocoon.errors import SettingsError
from cocoon.http.responses import Unavailable
from cocoon.services import clients
from cocoon.services.clients import Clients
from cocoon.settings import app_settings
from cocoon.settings.app_settings import Settings
from query_labels.dependency_checks import DependencyHealth, Status, check_dependencies

logger = logging.getLogger(__name__)

FRESH_SECONDS = 5.0  # for which an answer is repeated: anybody may ask


class Health(TypedDict):
    """The state of each dependency; ``status`` is ``ok`` if all can be reached."""

    status: Status
    dependencies: dict[str, DependencyHealth]


class Probe(TypedDict):
    """The answer of an app that runs, or that can take requests."""

    status: Literal["ok"]


Answer = Health | Unavailable  # the latter holds a Health, too


async def live() -> Probe:
    """Answer that the Python worker runs its event loop."""
    return Probe(status="ok")


async def ready() -> Probe | Unavailable:
    """Answer whether the app can take requests: its settings are complete. No other service is asked."""
    try:
        app_settings.current()
    except SettingsError as error:
        return unconfigured(error)
    return Probe(status="ok")


async def recent_health() -> Answer:
    """Answer with the state of each dependency, at most some seconds old."""
    global _recent, _asking  # noqa: PLW0603 - one answer for the process
    try:
        settings = app_settings.current()
    except SettingsError as error:
        return unconfigured(error)
    if _recent is None or monotonic() - _recent[0] > FRESH_SECONDS:
        if _asking is None or _asking.done():  # concurrent requests probe once
            _asking = asyncio.create_task(check_health(clients.current(), settings))
        _recent = monotonic(), await asyncio.shield(_asking)
    return _recent[1]


_recent: tuple[float, Answer] | None = None
_asking: asyncio.Task[Answer] | None = None


async def check_health(app_clients: Clients, settings: Settings) -> Answer:
    """Return the state of each dependency; ``status`` is ``ok`` if all are."""
    checks = await check_dependencies(app_clients, settings)
    if all(check["status"] == "ok" for check in checks.values()):
        return Health(status="ok", dependencies=checks)
    return _unavailable(checks)


def unconfigured(error: SettingsError) -> Unavailable:
    """Return the health of an app whose settings are incomplete; it names them, but not their values."""
    logger.error("%s", error)
    names = re.findall(r"\b[A-Z]+(?:_[A-Z]+)+(?:__[A-Za-z]+)?\b", str(error))
    detail = f"see {', '.join(dict.fromkeys(names))}"
    return _unavailable({"settings": DependencyHealth(status="unavailable", detail=detail)})


def _unavailable(checks: dict[str, DependencyHealth]) -> Unavailable:
    return Unavailable(cast("Mapping[str, object]", Health(status="unavailable", dependencies=checks)))
