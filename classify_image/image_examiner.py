"""Download an image and recognize its labels, within the limits of memory and time."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack

from azure.storage.blob.aio import ContainerClient

from classify_image.blob_download import OpenBlob, open_blob
from classify_image.bounded_threads import BoundedThreads
from classify_image.byte_budget import ByteBudget
from classify_image.outcome import Outcome
from classify_image.vision.recognizer import Recognition, Recognizer
from cocoon.errors import PermanentError
from cocoon.records.message import ImageMessage
from cocoon.records.new_document import Attempt, failed, labelled
from cocoon.stopwatch import Stopwatch

SPARE_THREADS = 1  # decodes the next image while the others run the model, which uses all cores
# Bytes of encoded images in memory at a time, and how many blobs are opened at a time: each brings its first part.
CONTENTS, MOST_OPENINGS = 64_000_000, 8


class ImageExaminer:
    """Examines several images at a time; they share the memory."""

    def __init__(self, recognizer: Recognizer, images: ContainerClient) -> None:
        settings = recognizer.settings
        self._recognizer, self._images, self._max_bytes = recognizer, images, settings.max_image_bytes
        self._threads = BoundedThreads(settings.inference_threads + SPARE_THREADS, settings.max_image_seconds)
        self._openings = asyncio.Semaphore(MOST_OPENINGS)
        self._contents = ByteBudget(max(CONTENTS, settings.max_image_bytes))
        self._memory = ByteBudget(settings.max_image_memory)

    async def examine(self, message: ImageMessage, attempt: Attempt) -> Outcome:
        """Return the document of an image: with its labels, or failed if its bytes cannot be labelled.

        :raises PermanentError: if the blob cannot be opened.
        :raises TransientError: if the storage account fails, or there is no memory for a time.
        """
        watch = Stopwatch()
        async with AsyncExitStack() as opening:
            await opening.enter_async_context(self._openings)
            with watch.stage("download"):
                blob = await open_blob(self._images, message.path)
            try:
                size = blob.check(self._max_bytes)
                with watch.stage("memory"):
                    release_content = await self._contents.take(size)
                await opening.aclose()
                recognition = await self._recognize(blob, release_content, watch)
            except PermanentError as error:
                return Outcome(failed(message, blob.version, attempt, error), stages=watch.seconds)
        (labels, broader), size_in_pixels, thumbnail, stages = recognition
        document = labelled(
            message, blob.version, attempt, labels, size_in_pixels, broader=broader, seconds=recognition.seconds
        )
        return Outcome(document, thumbnail, recognition.seconds, {**watch.seconds, **stages})

    def close(self) -> None:
        """Let the threads end."""
        self._threads.close()

    async def _recognize(self, blob: OpenBlob, release_content: Callable[[], None], watch: Stopwatch) -> Recognition:
        """Recognize a blob's image, which is decoded when there is memory for it."""
        with ExitStack() as held:
            held.callback(release_content)
            with watch.stage("download"):
                content = await blob.read()
            with watch.stage("lanes"):
                opened = await self._threads.run(lambda: self._recognizer.open(content))
            with watch.stage("memory"):
                held.callback(await self._memory.take(opened.memory))
            release = held.pop_all().close  # abandoned work keeps its memory until it really ends
            with watch.stage("lanes"):
                recognition = await self._threads.run(lambda: self._recognizer.recognize(opened), release)
        watch.add("lanes", -recognition.seconds)  # leaves the wait for a free thread
        return recognition
