"""The classifier of this process, whose model is loaded for the first image and then kept."""

import asyncio

from classify_image.classify import Classifier
from classify_image.events import concerns_an_image
from classify_image.fetching import fetch
from classify_image.model import load
from classify_image.model_cache import ModelCache
from classify_image.seeing import Eye
from classify_image.splitting import send_each
from cocoon import clients, messages, settings
from cocoon.clients import Clients
from cocoon.errors import PermanentError, SettingsError, TransientError
from cocoon.retry import until_available
from cocoon.settings import Settings

INVOCATION_SECONDS = 240.0  # less than the five minutes for which the host renews a message's lock

SETTINGS_PAUSE_SECONDS = 120.0

_loading: asyncio.Task[Classifier] | None = None


async def classify(body: bytes) -> None:
    """Do what a message asks: label the image, as :meth:`Classifier.classify` does, or forget it; in bounded time.

    A list of several messages is put back on the queue one by one.

    :raises SettingsError: if the app's settings are not complete; after a pause, or the whole
        queue would be dead-lettered before anybody can mend them.
    :raises TransientError: if a service, or the model, is not available for minutes.
    """
    try:
        async with asyncio.timeout(INVOCATION_SECONDS):
            current, made = settings.current(), clients.current()
            if bodies := _split(body):
                await until_available(lambda: send_each(bodies, made))
                return
            if not await concerns_an_image(body, made, current):
                return
            ready = await until_available(lambda: classifier(current, made))
            await ready.classify(body)
    except SettingsError:
        await asyncio.sleep(SETTINGS_PAUSE_SECONDS)
        raise
    except TimeoutError as error:
        raise TransientError(f"The image was not done within {INVOCATION_SECONDS:g} s.") from error


def _split(body: bytes) -> list[str]:
    """Return the messages that a list holds; a list that cannot be read is left to the classifier, which records it."""
    try:
        return messages.split(body)
    except PermanentError:
        return []


async def classifier(current: Settings, made: Clients) -> Classifier:
    """Return the classifier; callers that come while it is loaded wait for the same one.

    :raises ModelError: if the model cannot be loaded; the next caller tries again.
    """
    global _loading  # noqa: PLW0603 - once per process, not once per invocation
    if _loading is None or (_loading.done() and _loading.exception()):
        _loading = asyncio.create_task(_load(current, made))
    return await asyncio.shield(_loading)


async def _load(current: Settings, made: Clients) -> Classifier:
    folder = current.model_path
    if current.model_uri:
        container, prefix = made.model_container()
        cache = ModelCache(current.model_cache)
        folder = cache.find(await fetch(container, prefix, cache)) or folder
    # In a thread: importing TensorFlow takes seconds, in which the event loop must go on.
    model = await asyncio.to_thread(load, folder, current.inference_threads)
    return Classifier(Eye(model, current), made)
