"""The way of one image: message, bytes, pixels, labels, document."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from classify_image.activity import ActivityLog
from classify_image.blob_name import as_the_account_has_it
from classify_image.byte_budget import ByteBudget
from classify_image.download import OpenBlob, open_blob
from classify_image.lanes import Lanes
from classify_image.reporting import report
from classify_image.seeing import Eye, Seen
from classify_image.storing import Stored, find, store
from classify_image.thumbnails import (
    remove_older_thumbnails,
    upload_thumbnail,
)
from classify_image.version_locks import VersionLocks
from cocoon import documents, messages
from cocoon.clients import Clients
from cocoon.documents import BLOB_ARCHIVED, Attempt, BlobVersion, Document
from cocoon.errors import PermanentError
from cocoon.events import IgnoredEvent
from cocoon.log import log_event
from cocoon.messages import ImageMessage, digest, unquoted
from cocoon.removal import remove_blob
from cocoon.retry import until_available
from cocoon.stopwatch import Stopwatch

logger = logging.getLogger(__name__)

SPARE_LANES = 1  # decodes the next image while those before it are at the model, which runs on all cores
# Bytes of encoded images in memory at once, and how many blobs are opened at once, of which a first part arrives then.
CONTENTS, MOST_OPENINGS = 64_000_000, 8
UNKNOWN_VERSION = BlobVersion(etag=None, modified=None, size=None)


class Examined(NamedTuple):
    """A document to be stored, its thumbnail, and the seconds that decoding and inference took, in all and by stage."""

    document: Document
    thumbnail: bytes | None = None
    seconds: float = 0.0
    stages: Mapping[str, float] = MappingProxyType({})


class Classifier:
    """Labels images, several at a time."""

    def __init__(self, eye: Eye, clients: Clients) -> None:
        self._eye, self._settings, self._clients = eye, eye.settings, clients
        self._lanes = Lanes(self._settings.inference_threads + SPARE_LANES, self._settings.max_image_seconds)
        self._in_hand = VersionLocks()
        self._openings = asyncio.Semaphore(MOST_OPENINGS)
        self._contents = ByteBudget(max(CONTENTS, self._settings.max_image_bytes))
        self._memory = ByteBudget(self._settings.max_image_memory)
        self.activity = ActivityLog(clients.activity, self._settings.worker)

    def close(self) -> None:
        """Let the threads end."""
        self._lanes.close()

    async def classify(self, body: bytes) -> Document:
        """Label the image that a message names and store its document, which is returned.

        What cannot be labelled is stored as failed, with the reason. A version that this model has looked at already
        costs one look-up, whoever sent the message: an event and a listing find the same new blob, and the queue
        may deliver either again.

        :raises TransientError: if a service fails for minutes; the message is to come back.
        """
        try:
            message = self._decode(body)
        except PermanentError as error:
            message = ImageMessage(self._settings.images_container, f"bad-message/{digest(repr(body))}")
            attempt = self._attempt()
            return await self._finish(Examined(documents.failed(message, UNKNOWN_VERSION, attempt, error)), attempt)
        message = await until_available(lambda: as_the_account_has_it(self._clients.images_container, message))
        async with self._in_hand.of(message):
            attempt = self._attempt()
            if done := await until_available(lambda: self._find_done(message, attempt)):
                return done
            try:
                examined = await until_available(lambda: self._examine(message, attempt))
            except PermanentError as error:
                # The version that was asked for is done with, though nobody has read it.
                version = BlobVersion(message.etag, modified=None, size=None)
                examined = Examined(documents.failed(message, version, attempt, error))
            return await self._finish(examined, attempt)

    def _attempt(self) -> Attempt:
        return Attempt(self._eye.model.description.name, self._settings.worker, datetime.now(UTC))

    async def _finish(self, examined: Examined, attempt: Attempt) -> Document:
        watch = Stopwatch()
        with watch.stage("store"):
            stored = await until_available(lambda: self._store(examined))
        report(examined.document, stored, attempt, {**examined.stages, **watch.seconds})
        if stored is not Stored.SUPERSEDED:
            self.activity.count(examined.document["status"], examined.seconds)
        return examined.document

    def _decode(self, body: bytes) -> ImageMessage:
        message = messages.decode(body, self._settings.images_container)
        if isinstance(message, IgnoredEvent):
            raise PermanentError("bad_message", f"The message is an event of the type {message.kind!r}.")
        if message.container != self._settings.images_container:
            text = f"The message names the container {message.container!r}, which is not the one that is labelled."
            raise PermanentError("wrong_container", text)
        return ImageMessage(message.container, message.path, unquoted(message.etag))

    async def _find_done(self, message: ImageMessage, attempt: Attempt) -> Document | None:
        if message.etag is None:
            return None  # it asks for whatever the blob is now
        document = await find(self._clients.images, message)
        if document is None or (document["error"] or {}).get("code") == BLOB_ARCHIVED:
            return None  # or was archived then, which says nothing of now
        if message.etag == document["etag"] and document["model"] == documents.encode_model(attempt.model):
            log_event(logger, "done before", path=message.path)
            return document
        return None

    async def _examine(self, message: ImageMessage, attempt: Attempt) -> Examined:
        watch = Stopwatch()
        async with AsyncExitStack() as opening:
            await opening.enter_async_context(self._openings)
            with watch.stage("download"):
                blob = await open_blob(self._clients.images_container, message.path)
            try:
                size = blob.check(self._settings.max_image_bytes)
                with watch.stage("memory"):
                    drop_content = await self._contents.take(size)
                await opening.aclose()
                seen = await self._see(blob, drop_content, watch)
            except PermanentError as error:
                return Examined(documents.failed(message, blob.version, attempt, error), stages=watch.seconds)
        document = documents.labelled(message, blob.version, attempt, seen.labels, seen.size, seconds=seen.seconds)
        return Examined(document, seen.thumbnail, seen.seconds, {**watch.seconds, **seen.stages})

    async def _see(self, blob: OpenBlob, drop_content: Callable[[], None], watch: Stopwatch) -> Seen:
        """Return what is in a blob, decoded when there is memory for it."""
        with ExitStack() as held:
            held.callback(drop_content)
            with watch.stage("download"):
                content = await blob.read()
            with watch.stage("lanes"):
                opened = await self._lanes.run(lambda: self._eye.open(content))
            with watch.stage("memory"):
                held.callback(await self._memory.take(opened.memory))
            ended = held.pop_all().close  # what is given up keeps its memory
            with watch.stage("lanes"):
                seen = await self._lanes.run(lambda: self._eye.see(opened), ended)
        watch.add("lanes", -seen.seconds)  # what is left is waiting for a free one
        return seen

    async def _store(self, examined: Examined) -> Stored:
        document, thumbnails = examined.document, self._clients.thumbnails_container
        if examined.thumbnail:
            document["thumbnail"] = await self._upload(document, examined.thumbnail)
        stored = await store(self._clients.images, document, self._clients.images_container)
        if stored is Stored.REPLACED and self._settings.thumbnail_size:
            await remove_older_thumbnails(thumbnails, document)
        elif stored is Stored.SUPERSEDED and document["thumbnail"]:
            await remove_blob(thumbnails, document["thumbnail"])
        return stored

    async def _upload(self, document: Document, thumbnail: bytes) -> str | None:
        """Write a thumbnail and return its name; None if the account refuses it, for the labels do without."""
        name = documents.thumbnail_name(document["_id"], document["etag"])
        try:
            await upload_thumbnail(self._clients.thumbnails_container, name, thumbnail)
        except PermanentError as error:
            logger.warning("no thumbnail of %s: %s", document["path"], error)
            return None
        return name
