"""Keep one classifier per process; its models are loaded with the first image."""

import asyncio
from pathlib import Path

from azure.storage.blob.aio import ContainerClient

from classify_image.classifier import Classifier
from classify_image.model.cache import ModelCache
from classify_image.model.description import ModelError
from classify_image.model.download import download_model
from classify_image.model.folder import load_all
from classify_image.vision.recognizer import Recognizer
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings

_loading: asyncio.Task[Classifier] | None = None


async def get_classifier(settings: Settings, clients: Clients) -> Classifier:
    """Return the classifier; concurrent calls wait for the same one to load.

    :raises ModelError: if a model cannot be loaded; the next call tries again.
    """
    global _loading  # noqa: PLW0603 - once per process, not once per invocation
    if _loading is None or (_loading.done() and _loading.exception()):
        _loading = asyncio.create_task(_load(settings, clients))
    return await asyncio.shield(_loading)


async def _load(settings: Settings, clients: Clients) -> Classifier:
    cache = ModelCache(settings.model_cache)
    folders = list(settings.model_paths)
    if settings.model_uris:
        folders = [await _download(*clients.model_container(uri), cache) for uri in settings.model_uris]
    # In a thread: importing TensorFlow takes seconds, and the event loop must go on.
    models = await asyncio.to_thread(load_all, folders, settings.inference_threads)
    return Classifier.of(Recognizer(models, settings), clients)


async def _download(container: ContainerClient, prefix: str, cache: ModelCache) -> Path:
    key = await download_model(container, prefix, cache)
    if folder := cache.find(key):
        return folder
    raise ModelError(f"The model {prefix!r} has vanished from the cache")
