"""Handle one message in bounded time."""

import asyncio

from classify_image.classifier_cache import get_classifier
from classify_image.dispatch import dispatch
from cocoon.errors import SettingsError, TransientError
from cocoon.services import clients
from cocoon.services.retries import wait_out_outage
from cocoon.settings import app_settings

INVOCATION_SECONDS = 240.0  # less than the five minutes for which the host renews a message's lock
SETTINGS_PAUSE_SECONDS = 120.0


async def handle(
    body: bytes,
    *,
    redelivered: bool = False,
    seconds: float = INVOCATION_SECONDS,
    settings_pause: float = SETTINGS_PAUSE_SECONDS,
) -> None:
    """Do what a message asks for, see :func:`classify_image.dispatch.dispatch`.

    :param redelivered: a worker had the message before.
    :param seconds: after which the message comes back.
    :param settings_pause: how long to wait if the settings are incomplete: without a pause the whole queue would be
        dead-lettered before anybody can correct them.
    :raises SettingsError: if the app's settings are incomplete.
    :raises TransientError: if a service, or the model, is not available for minutes.
    """
    try:
        async with asyncio.timeout(seconds):
            settings, app_clients = app_settings.current(), clients.current()
            await dispatch(
                body,
                app_clients,
                settings,
                lambda: wait_out_outage(lambda: get_classifier(settings, app_clients)),
                redelivered=redelivered,
            )
    except SettingsError:
        await asyncio.sleep(settings_pause)
        raise
    except TimeoutError as error:
        raise TransientError(f"The image was not done within {seconds:g} s.") from error
