"""Whether the app runs, whether it can take requests, and whether what it depends on can be reached.

Three questions for three askers: a restart mends what is not live, a router leaves out what is not ready, and a person
reads what is not healthy. Only the last asks other services: when the database is down, the page that says so must
stay.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable
from contextlib import suppress
from time import monotonic, perf_counter

from cocoon import clients, settings
from cocoon.clients import Clients
from cocoon.errors import SettingsError
from cocoon.responses import Unavailable
from cocoon.settings import Settings

logger = logging.getLogger(__name__)

TIMEOUT = 5.0  # seconds
FRESH_SECONDS = 5.0  # for which an answer is given again: anybody may ask
LINK_SECONDS = 60.0  # for which a link that was opened is taken as a sign that another can be
PROPERTIES_TIMEOUT = 1.5  # seconds, after which there is still time for a link
Check = dict[str, object]


async def live() -> dict[str, object]:
    """Tell that the Python worker answers, and its event loop goes round."""
    return {"status": "ok"}


async def ready() -> dict[str, object]:
    """Tell whether the app can take requests: its settings are complete. No other service is asked."""
    try:
        settings.current()
    except SettingsError as error:
        return unconfigured(error)
    return {"status": "ok"}


async def recent_health() -> dict[str, object]:
    """Return the state of each dependency, as it was some seconds ago at most."""
    global _recent, _asking  # noqa: PLW0603 - one answer for the process
    try:
        current = settings.current()
    except SettingsError as error:
        return unconfigured(error)
    if _recent is None or monotonic() - _recent[0] > FRESH_SECONDS:
        if _asking is None or _asking.done():  # requests that come at once ask once
            _asking = asyncio.create_task(check_health(clients.current(), current))
        _recent = monotonic(), await asyncio.shield(_asking)
    return _recent[1]


_recent: tuple[float, dict[str, object]] | None = None
_asking: asyncio.Task[dict[str, object]] | None = None


async def check_health(made: Clients, current: Settings) -> dict[str, object]:
    """Return the state of each dependency; ``status`` is ``ok`` if all are."""
    probes = {
        "storage": _reach_storage(made),
        "queue": _reach_queue(made, current.queue_name),
        "database": _reach_database(made),
        "model": asyncio.to_thread(_expect_model, current),
    }
    checks = dict(zip(probes, await asyncio.gather(*map(_check, probes.values())), strict=True))
    if all(check["status"] == "ok" for check in checks.values()):
        return {"status": "ok", "dependencies": checks}
    return Unavailable({"status": "unavailable", "dependencies": checks})


def unconfigured(error: SettingsError) -> Unavailable:
    """Return the health of an app whose settings are not complete; it names them, but not their values."""
    logger.error("%s", error)
    names = re.findall(r"\b[A-Z]+(?:_[A-Z]+)+(?:__[A-Za-z]+)?\b", str(error))
    check: Check = {"status": "unavailable", "detail": f"see {', '.join(dict.fromkeys(names))}"}
    return Unavailable({"status": "unavailable", "dependencies": {"settings": check}})


async def _check(probe: Awaitable[object]) -> Check:
    started = perf_counter()
    try:
        await asyncio.wait_for(probe, TIMEOUT)
    except TimeoutError:
        return {"status": "unavailable", "detail": f"no answer within {TIMEOUT:g} s"}
    except Exception as error:  # whatever a probe raises is its answer
        logger.warning("a dependency is unavailable", exc_info=True)
        return {"status": "unavailable", "detail": type(error).__name__}  # its text would name hosts and paths
    return {"status": "ok", "milliseconds": round((perf_counter() - started) * 1000)}


async def _reach_storage(made: Clients) -> None:
    await made.images_container.get_container_properties()


async def _reach_database(made: Clients) -> None:
    await made.images.database.command("ping")


async def _reach_queue(made: Clients, name: str) -> None:
    """Open a link, as the app's work does, once a minute; that takes a second, so in between ask for the properties."""
    global _linked_at  # noqa: PLW0603 - of the process
    if _linked_at is not None and monotonic() - _linked_at < LINK_SECONDS:
        with suppress(Exception):  # the right to send and receive is enough for the app's work
            async with asyncio.timeout(PROPERTIES_TIMEOUT):
                await made.queue_administration.get_queue(name)
                return
    _linked_at = None
    sender = made.queue_sender()
    try:
        await sender.create_message_batch()  # connects, but sends nothing
    finally:
        await sender.close()
    _linked_at = monotonic()


_linked_at: float | None = None


def _expect_model(current: Settings) -> None:
    if current.model_uri:
        return  # it is fetched with the first image, and checked then
    description = current.model_path / "model.json"
    if not description.is_file():
        message = f"{description} does not exist; MODEL_PATH must name a model folder"
        raise FileNotFoundError(message)
