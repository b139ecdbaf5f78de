"""Keep one classifier per process; its model is loaded with the first image."""

import asyncio

from classify_image.classifier import Classifier
from classify_image.model.cache import ModelCache
from classify_image.model.download import download_model
from classify_image.model.folder import load
from classify_image.vision.recognizer import Recognizer
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings

_loading: asyncio.Task[Classifier] | None = None


async def get_classifier(settings: Settings, clients: Clients) -> Classifier:
    """Return the classifier; concurrent calls wait for the same one to load.

    :raises ModelError: if the model cannot be loaded; the next call tries again.
    """
    global _loading  # noqa: PLW0603 - once per process, not once per invocation
    if _loading is None or (_loading.done() and _loading.exception()):
        _loading = asyncio.create_task(_load(settings, clients))
    return await asyncio.shield(_loading)


async def _load(settings: Settings, clients: Clients) -> Classifier:
    folder = settings.model_path
    if settings.model_uri:
        container, prefix = clients.model_container()
        cache = ModelCache(settings.model_cache)
        folder = cache.find(await download_model(container, prefix, cache)) or folder
    # In a thread: importing TensorFlow takes seconds, and the event loop must go on.
    model = await asyncio.to_thread(load, folder, settings.inference_threads)
    return Classifier.of(Recognizer(model, settings), clients)
