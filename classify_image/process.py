"""The classifier of this process, whose model is loaded for the first image and then kept."""

import asyncio

from classify_image.classify import Classifier
from classify_image.model import load
from classify_image.seeing import Eye
from cocoon.clients import Clients
from cocoon.settings import Settings

_loading: asyncio.Task[Classifier] | None = None


async def classifier(settings: Settings, clients: Clients) -> Classifier:
    """Return the classifier; callers that come while it is loaded wait for the same one.

    :raises ModelError: if the model cannot be loaded; the next caller tries again.
    """
    global _loading  # noqa: PLW0603 - once per process, not once per invocation
    if _loading is None or (_loading.done() and _loading.exception()):
        _loading = asyncio.create_task(_load(settings, clients))
    return await asyncio.shield(_loading)


async def _load(settings: Settings, clients: Clients) -> Classifier:
    # In a thread: importing TensorFlow takes seconds, in which the event loop must go on.
    model = await asyncio.to_thread(load, settings.model_path, settings.inference_threads)
    return Classifier(Eye(model, settings), clients)
