"""The way of one image: message, bytes, pixels, labels, document."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from classify_image.activity import ActivityLog
from classify_image.download import open_blob
from classify_image.lanes import Lanes
from classify_image.reporting import report
from classify_image.seeing import Eye
from classify_image.storing import Stored, find, store
from classify_image.thumbnails import (
    remove_older_thumbnails,
    upload_thumbnail,
)
from classify_image.version_locks import VersionLocks
from cocoon import documents, messages
from cocoon.clients import Clients
from cocoon.documents import Attempt, BlobVersion, Document
from cocoon.errors import PermanentError
from cocoon.log import log_event
from cocoon.messages import ImageMessage, digest, unquoted
from cocoon.removal import remove_blob
from cocoon.retry import until_available
from cocoon.stopwatch import Stopwatch

logger = logging.getLogger(__name__)

SPARE_LANES = 1  # decodes the next image while those before it are at the model, which runs on all cores
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
        async with self._in_hand.of(message):
            attempt = self._attempt()
            if done := await until_available(lambda: self._find_done(message, attempt)):
                return done
            try:
                examined = await until_available(lambda: self._examine(message, attempt))
            except PermanentError as error:
                examined = Examined(documents.failed(message, UNKNOWN_VERSION, attempt, error))
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
        if message.container != self._settings.images_container:
            text = f"The message names the container {message.container!r}, which is not the one that is labelled."
            raise PermanentError("wrong_container", text)
        return ImageMessage(message.container, message.path, unquoted(message.etag))

    async def _find_done(self, message: ImageMessage, attempt: Attempt) -> Document | None:
        if message.etag is None:
            return None  # it asks for whatever the blob is now
        document = await find(self._clients.images, message)
        if document and message.etag == document["etag"] and document["model"] == documents.encode_model(attempt.model):
            log_event(logger, "done before", path=message.path)
            return document
        return None

    async def _examine(self, message: ImageMessage, attempt: Attempt) -> Examined:
        watch = Stopwatch()
        with watch.stage("download"):
            blob = await open_blob(self._clients.images_container, message.path)
        try:
            with watch.stage("download"):
                content = await blob.read(self._settings.max_image_bytes)
            with watch.stage("lanes"):
                seen = await self._lanes.run(lambda: self._eye.see(content))
        except PermanentError as error:
            return Examined(documents.failed(message, blob.version, attempt, error), stages=watch.seconds)
        watch.add("lanes", -seen.seconds)  # what is left is waiting for a free one
        document = documents.labelled(message, blob.version, attempt, seen.labels, seen.size, seconds=seen.seconds)
        return Examined(document, seen.thumbnail, seen.seconds, {**watch.seconds, **seen.stages})

    async def _store(self, examined: Examined) -> Stored:
        document, thumbnails = examined.document, self._clients.thumbnails_container
        if examined.thumbnail:
            document["thumbnail"] = documents.thumbnail_name(document["_id"], document["etag"])
            await upload_thumbnail(thumbnails, document["thumbnail"], examined.thumbnail)
        stored = await store(self._clients.images, document, self._clients.images_container)
        if stored is Stored.REPLACED and self._settings.thumbnail_size:
            await remove_older_thumbnails(thumbnails, document)
        elif stored is Stored.SUPERSEDED and document["thumbnail"]:
            await remove_blob(thumbnails, document["thumbnail"])
        return stored
