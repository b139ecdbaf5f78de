"""Whether what the app depends on can be reached."""

import asyncio
import logging
import re
from collections.abc import Awaitable
from time import perf_counter

from cocoon.clients import Clients
from cocoon.errors import SettingsError
from cocoon.responses import Unavailable
from cocoon.settings import Settings

logger = logging.getLogger(__name__)

TIMEOUT = 5.0  # seconds
Check = dict[str, object]


async def check_health(clients: Clients, settings: Settings) -> dict[str, object]:
    """Return the state of each dependency; ``status`` is ``ok`` if all are."""
    probes = {
        "storage": _reach_storage(clients),
        "queue": _reach_queue(clients),
        "database": _reach_database(clients),
        "model": asyncio.to_thread(_expect_model, settings),
    }
    checks = dict(zip(probes, await asyncio.gather(*map(_check, probes.values())), strict=True))
    if all(check["status"] == "ok" for check in checks.values()):
        return {"status": "ok", "dependencies": checks}
    return Unavailable({"status": "unavailable", "dependencies": checks})


def unconfigured(error: SettingsError) -> Unavailable:
    """Return the health of an app whose settings are not complete; it names them, but not their values."""
    logger.error("%s", error)
    names = re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", str(error))
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


async def _reach_storage(clients: Clients) -> None:
    await clients.images_container.get_container_properties()


async def _reach_database(clients: Clients) -> None:
    await clients.images.database.command("ping")


async def _reach_queue(clients: Clients) -> None:
    sender = clients.queue_sender()
    try:
        await sender.create_message_batch()  # connects, but sends nothing
    finally:
        await sender.close()


def _expect_model(settings: Settings) -> None:
    if settings.model_uri:
        return  # it is fetched with the first image, and checked then
    description = settings.model_path / "model.json"
    if not description.is_file():
        message = f"{description} does not exist; MODEL_PATH must name a model folder"
        raise FileNotFoundError(message)
