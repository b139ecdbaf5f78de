"""Label one image: from the message to the stored document."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, Self, TypeVar

from classify_image.activity_log import ActivityLog
from classify_image.document_store import Stored, StoreResult
from classify_image.image_examiner import ImageExaminer
from classify_image.image_report import log_skipped, report
from classify_image.listed_name import as_listed
from classify_image.outcome import Outcome
from classify_image.outcome_store import OutcomeStore
from classify_image.version_locks import VersionLocks
from classify_image.vision.recognizer import Recognizer
from cocoon.errors import PermanentError
from cocoon.records.image_document import ImageDocument, is_done
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, failed, unreadable_message
from cocoon.services.clients import Clients
from cocoon.services.count_log import CountLog
from cocoon.services.postings import Postings
from cocoon.services.retries import OUTAGE_SECONDS, wait_out_outage
from cocoon.stopwatch import Stopwatch

T = TypeVar("T")


class Examiner(Protocol):
    """Downloads and recognizes an image, see :class:`classify_image.image_examiner.ImageExaminer`."""

    async def examine(self, message: ImageMessage, attempt: Attempt) -> Outcome:
        """Return the document of an image, not yet stored."""

    def close(self) -> None:
        """Let its threads end."""


class Store(Protocol):
    """Keeps outcomes, see :class:`classify_image.outcome_store.OutcomeStore`."""

    async def find(self, message: ImageMessage) -> ImageDocument | None:
        """Return the image's document, if there is one."""

    async def store(self, outcome: Outcome, before: ImageDocument | None) -> StoreResult:
        """Store the document, in place of the one before it, its postings and its thumbnail."""

    async def settle(self, document: ImageDocument) -> None:
        """Write what is missing of a stored document."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """Labels the images of a container, several at a time.

    :ivar outage_seconds: how long to keep the message and wait for a service that fails.
    """

    container: str
    worker: str
    models: tuple[ModelName, ...]
    examiner: Examiner
    outcomes: Store
    activity: ActivityLog
    counts: CountLog
    as_listed: Callable[[ImageMessage], Awaitable[ImageMessage]]
    outage_seconds: float = OUTAGE_SECONDS
    _locks: VersionLocks = field(default_factory=VersionLocks)

    @classmethod
    def of(cls, recognizer: Recognizer, clients: Clients, outage_seconds: float = OUTAGE_SECONDS) -> Self:
        """Return the classifier for the app's container."""
        settings = recognizer.settings
        outcomes = OutcomeStore(
            images=clients.images,
            postings=Postings(clients.images, clients.postings),
            images_container=clients.images_container,
            thumbnails_container=clients.thumbnails_container,
            has_thumbnails=bool(settings.thumbnail_size),
        )
        return cls(
            container=settings.images_container,
            worker=settings.worker,
            models=recognizer.model_names,
            examiner=ImageExaminer(recognizer, clients.images_container),
            outcomes=outcomes,
            activity=ActivityLog(clients.activity, settings.worker),
            counts=clients.count_log,
            as_listed=partial(as_listed, clients.images_container),
            outage_seconds=outage_seconds,
        )

    async def label(self, image: ImageMessage, *, redelivered: bool = False) -> ImageDocument:
        """Label an image, store its document and return it; an image that cannot be labelled is stored as failed.

        A version that these models have classified already costs one look-up, whoever sent the message: an event and a
        listing find the same new blob, and the queue may deliver either again.

        :param redelivered: a worker had the message before, and may have been killed before it was done.
        :raises TransientError: if a service fails for minutes; the message must come back.
        """
        image = await self._retry(lambda: self.as_listed(image))
        async with self._locks.of(image):
            attempt = self._attempt()
            document = await self._retry(lambda: self.outcomes.find(image))
            if document is not None and is_done(document, image.etag, self.models):
                if redelivered:
                    await self._retry(lambda: self.outcomes.settle(document))
                log_skipped(document)
                return document
            try:
                outcome = await self._retry(lambda: self.examiner.examine(image, attempt))
            except PermanentError as error:
                # The requested version is finished, although nobody has read it.
                version = BlobVersion(image.etag, modified=None, size=None)
                outcome = Outcome(failed(image, version, attempt, error))
            return await self._finish(outcome, document, attempt)

    async def record_bad_message(self, body: bytes, error: PermanentError) -> ImageDocument:
        """Store a message that names no image of the container as a failed document, and return that.

        :raises TransientError: if a service fails for minutes; the message must come back.
        """
        attempt = self._attempt()
        outcome = Outcome(unreadable_message(self.container, body, attempt, error))
        return await self._finish(outcome, None, attempt)

    def close(self) -> None:
        """Let the threads end."""
        self.examiner.close()

    async def _finish(self, outcome: Outcome, before: ImageDocument | None, attempt: Attempt) -> ImageDocument:
        watch = Stopwatch()
        with watch.stage("store"):
            result = await self._retry(lambda: self.outcomes.store(outcome, before))
        report(outcome.document, result.stored, attempt, {**outcome.stages, **watch.seconds})
        if result.stored is not Stored.SUPERSEDED:
            self.activity.count(outcome.document["status"], outcome.seconds)
            self.counts.change(result.before, outcome.document)
            self.counts.worked()
        return outcome.document

    def _attempt(self) -> Attempt:
        now = datetime.now(UTC)
        in_milliseconds = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as the database keeps it
        return Attempt(self.models, self.worker, in_milliseconds)

    async def _retry(self, operation: Callable[[], Awaitable[T]]) -> T:
        return await wait_out_outage(operation, self.outage_seconds)
