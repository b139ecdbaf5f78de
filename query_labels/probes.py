"""Probe whether the app runs, whether it can take requests, and whether its dependencies can be reached.

Three probes for three callers: a restart repairs an app that is not live, a router leaves out one that is not ready,
and a person reads which dependency is unhealthy. Only the last asks other services: when the database is down, the page
that says so must still be served.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from time import monotonic, perf_counter
from typing import Literal, NotRequired, TypedDict, cast

from cocoon.errors import SettingsError
from cocoon.http.responses import Unavailable
from cocoon.services import clients
from cocoon.services.clients import Clients
from cocoon.settings import app_settings
from cocoon.settings.app_settings import Settings

logger = logging.getLogger(__name__)

TIMEOUT = 5.0  # seconds
FRESH_SECONDS = 5.0  # for which an answer is repeated: anybody may ask
LINK_SECONDS = 60.0  # for which an opened link proves that another can be opened
PROPERTIES_TIMEOUT = 1.5  # seconds, which leave time for opening a link
Status = Literal["ok", "unavailable"]


class DependencyHealth(TypedDict):
    """The state of a dependency: how long it took to answer, or why it is unavailable."""

    status: Status
    milliseconds: NotRequired[int]
    detail: NotRequired[str]


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
    probes = {
        "storage": _reach_storage(app_clients),
        "queue": _reach_queue(app_clients, settings.queue_name),
        "database": _reach_database(app_clients),
        "model": asyncio.to_thread(_expect_model, settings),
    }
    checks = dict(zip(probes, await asyncio.gather(*map(_check, probes.values())), strict=True))
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


async def _check(probe: Awaitable[object]) -> DependencyHealth:
    started = perf_counter()
    try:
        await asyncio.wait_for(probe, TIMEOUT)
    except TimeoutError:
        return DependencyHealth(status="unavailable", detail=f"no answer within {TIMEOUT:g} s")
    except Exception as error:  # any error of a probe is its answer
        logger.warning("a dependency is unavailable", exc_info=True)
        return DependencyHealth(status="unavailable", detail=type(error).__name__)  # its text names hosts and paths
    return DependencyHealth(status="ok", milliseconds=round((perf_counter() - started) * 1000))


async def _reach_storage(app_clients: Clients) -> None:
    await app_clients.images_container.get_container_properties()


async def _reach_database(app_clients: Clients) -> None:
    await app_clients.images.database.command("ping")


async def _reach_queue(app_clients: Clients, name: str) -> None:
    """Open a link, as the app's work does, once a minute; that takes a second, so in between read the properties."""
    global _linked_at  # noqa: PLW0603 - of the process
    if _linked_at is not None and monotonic() - _linked_at < LINK_SECONDS:
        with suppress(Exception):  # the app's work needs only the rights to send and receive
            async with asyncio.timeout(PROPERTIES_TIMEOUT):
                await app_clients.queue_administration.get_queue(name)
                return
    _linked_at = None
    sender = app_clients.queue_sender()
    try:
        await sender.create_message_batch()  # connects, but sends nothing
    finally:
        await sender.close()
    _linked_at = monotonic()


_linked_at: float | None = None


def _expect_model(settings: Settings) -> None:
    if settings.model_uri:
        return  # it is downloaded with the first image, and checked then
    description = settings.model_path / "model.json"
    if not description.is_file():
        message = f"{description} does not exist; MODEL_PATH must name a model folder"
        raise FileNotFoundError(message)
