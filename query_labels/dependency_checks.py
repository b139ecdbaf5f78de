"""Check whether each dependency can be reached."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from time import monotonic, perf_counter
from typing import Literal, NotRequired, TypedDict

from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings

logger = logging.getLogger(__name__)

TIMEOUT = 5.0  # seconds
LINK_SECONDS = 60.0  # for which an opened link proves that another can be opened
PROPERTIES_TIMEOUT = 1.5  # seconds, which leave time for opening a link
Status = Literal["ok", "unavailable"]


class DependencyHealth(TypedDict):
    """The state of a dependency: how long it took to answer, or why it is unavailable."""

    status: Status
    milliseconds: NotRequired[int]
    detail: NotRequired[str]


async def check_dependencies(app_clients: Clients, settings: Settings) -> dict[str, DependencyHealth]:
    """Return the state of each dependency; they are checked concurrently."""
    probes = {
        "storage": _reach_storage(app_clients),
        "queue": _reach_queue(app_clients, settings.queue_name),
        "database": _reach_database(app_clients),
        "model": asyncio.to_thread(_expect_model, settings),
    }
    return dict(zip(probes, await asyncio.gather(*map(_check, probes.values())), strict=True))


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
    if settings.model_uris:
        return  # they are downloaded with the first image, and checked then
    for path in settings.model_paths:
        if not (path / "model.json").is_file():
            message = f"{path / 'model.json'} does not exist; MODEL_PATH must name model folders"
            raise FileNotFoundError(message)
