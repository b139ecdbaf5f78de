"""The way of one image: message, bytes, pixels, labels, document."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, NamedTuple

from azure.storage.blob.aio import ContainerClient
from pymongo.asynchronous.collection import AsyncCollection

from classify_image.decoding import decode_image
from classify_image.download import open_blob
from classify_image.model import Model
from classify_image.preprocessing import to_tensor
from classify_image.ranking import rank
from classify_image.storing import store
from cocoon import documents, messages
from cocoon.documents import Attempt, BlobVersion, Document
from cocoon.errors import PermanentError
from cocoon.labels import Label
from cocoon.messages import ImageMessage, digest
from cocoon.settings import Settings

logger = logging.getLogger(__name__)

UNKNOWN_VERSION = BlobVersion(etag=None, modified=None, size=None)


class Seen(NamedTuple):
    """What the model saw in an image: labels, best first, and the size in pixels."""

    labels: Sequence[Label]
    size: tuple[int, int]


class Classifier:
    """A loaded model and the threads it runs on."""

    def __init__(self, model: Model, settings: Settings) -> None:
        self._model, self._settings = model, settings
        self._threads = ThreadPoolExecutor(settings.inference_threads, thread_name_prefix="inference")

    async def classify(
        self, body: bytes, container: ContainerClient, images: AsyncCollection[dict[str, Any]]
    ) -> Document:
        """Label the image that a message names and store its document, which is returned.

        What cannot be labelled is stored as failed, with the reason.

        :raises TransientError: if a service fails, or the app is short of something.
        """
        started = datetime.now(UTC)
        attempt = Attempt(self._model.name, self._settings.worker, started)
        message, document = await self._examine(body, container, attempt)
        await store(images, document)
        duration = (datetime.now(UTC) - started).total_seconds()
        best = document["labels"][0]["name"] if document["labels"] else document["error"]
        logger.info("%s %s in %.3f s: %s", document["status"], message.path, duration, best)
        return document

    async def _examine(
        self, body: bytes, container: ContainerClient, attempt: Attempt
    ) -> tuple[ImageMessage, Document]:
        message = ImageMessage(self._settings.images_container, f"bad-message/{digest(repr(body))}")
        version = UNKNOWN_VERSION
        try:
            message = messages.decode(body, self._settings.images_container)
            _expect_container(message, self._settings.images_container)
            blob = await open_blob(container, message.path)
            version = blob.version
            content = await blob.read(self._settings.max_image_bytes)
            seen = await asyncio.get_running_loop().run_in_executor(self._threads, self.see, content)
        except PermanentError as error:
            return message, documents.failed(message, version, attempt, error)
        return message, documents.labelled(message, version, attempt, seen.labels, seen.size)

    def see(self, content: bytes) -> Seen:
        """Return what the model sees in an encoded image.

        :raises PermanentError: if it is not an image that can be decoded.
        """
        image = decode_image(content, self._settings.max_image_pixels)
        scores = self._model.engine.predict(to_tensor(image, self._model.input))
        return Seen(rank(scores, self._model.labels, self._settings.top_k, self._settings.min_score), image.size)


def _expect_container(message: ImageMessage, container: str) -> None:
    if message.container != container:
        text = f"The message names the container {message.container!r}; only {container!r} is read."
        raise PermanentError("wrong_container", text)
