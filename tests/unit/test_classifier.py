"""A worker that is killed at any step, and the message that comes back: one document, its postings, one thumbnail."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from pymongo.errors import AutoReconnect

from classify_image.classifier import Classifier
from classify_image.outcome import Outcome
from classify_image.outcome_store import OutcomeStore
from cocoon.errors import PermanentError
from cocoon.records.count_change import CountChange
from cocoon.records.image_document import thumbnail_name
from cocoon.records.label import Label
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, failed, labelled
from cocoon.records.posting import posting_ids
from cocoon.services.postings import Postings
from tests.kits.crashes import Crash, Steps
from tests.kits.in_memory_images import Blob, Container, Records

AT = datetime(2026, 1, 1, tzinfo=UTC)
MODEL = ModelName("net", "1")


class Examiner:
    """Sees version N of the blob, modified N seconds after AT, as a label of that name and one that all have."""

    def __init__(self, version: int) -> None:
        self._version, self.examined = version, 0

    async def examine(self, message: ImageMessage, attempt: Attempt) -> Outcome:
        self.examined += 1
        version = BlobVersion(str(self._version), AT + timedelta(seconds=self._version), 1)
        labels = [Label(f"version {self._version}", 0.5), Label("any", 0.25)]
        return Outcome(labelled(message, version, attempt, labels, (1, 1)), b"JPEG")

    def close(self) -> None:
        pass


class Rig:
    """A classifier of a blob's version on services in memory."""

    def __init__(self) -> None:
        self.images, self.postings, self.thumbnails = Records(), Records(), Container()
        self.activity: Any = SimpleNamespace(count=lambda *_: None)
        self.totals = CountChange()

    def crash_at(self, crash_at: int | None) -> Steps:
        self.images.steps = self.postings.steps = self.thumbnails.steps = steps = Steps(crash_at)
        return steps

    def classifier(self, version: int, examiner: Any = None) -> Classifier:  # noqa: ANN401
        images: Any = self.images
        postings: Any = self.postings
        blob: Any = Blob(str(version))
        thumbnails: Any = self.thumbnails
        counts: Any = SimpleNamespace(
            change=lambda *each: self.totals.merge(CountChange.between(*each)), worked=lambda: None
        )

        async def as_listed(message: ImageMessage) -> ImageMessage:
            return message

        return Classifier(
            container="images",
            worker="worker",
            models=(MODEL,),
            examiner=examiner or Examiner(version),
            outcomes=OutcomeStore(images, Postings(images, postings), blob, thumbnails, has_thumbnails=True),
            activity=self.activity,
            counts=counts,
            as_listed=as_listed,
            outage_seconds=0,
        )

    async def label(self, version: int, *, redelivered: bool = False) -> None:
        message = ImageMessage("images", "a.jpg", str(version))
        await self.classifier(version).label(message, redelivered=redelivered)

    def is_of(self, version: int) -> bool:
        """Whether there is one document, of this version, with its postings, and its thumbnail is the only one."""
        ((image_id, document),) = self.images.records.items()
        names = [label["name"] for label in document["labels"]]
        thumbnail = thumbnail_name(image_id, str(version))
        return (
            names == [f"version {version}", "any"]
            and self.postings.records.keys() == posting_ids(document)
            and document["former_postings"] == []
            and document["thumbnail"] == thumbnail
            and list(self.thumbnails.blobs) == [thumbnail]
        )


@pytest.mark.parametrize("first", [None, 1])
async def test_a_crash_at_any_step_ends_with_one_document_its_postings_and_one_thumbnail(first: int | None) -> None:
    crash_at = 0
    while True:
        rig = Rig()
        if first:
            await rig.label(first)
            assert rig.is_of(first)
        rig.crash_at(crash_at)
        try:
            await rig.label(2)
            break
        except Crash:
            rig.crash_at(None)
        await rig.label(2, redelivered=True)  # the message comes back
        (document,) = rig.images.records.values()
        assert (document["etag"], document["thumbnail"] in rig.thumbnails.blobs) == ("2", True), crash_at
        assert rig.postings.records.keys() == posting_ids(document), crash_at
        assert document["former_postings"] == [], crash_at
        crash_at += 1
    assert rig.is_of(2)
    assert crash_at >= (12 if first else 6)  # before and after each write


async def test_totals_change_by_what_each_document_replaces() -> None:
    rig = Rig()
    await rig.label(1)
    await rig.label(2)
    await rig.label(1)  # was delayed, and is superseded
    assert (rig.totals.images, +rig.totals.labels) == (1, {"version 2": 1, "any": 1})


async def test_a_write_whose_answer_was_lost_is_done_once() -> None:
    rig = Rig()
    lose_the_answer(rig.images, "insert_one")
    await rig.label(1)
    lose_the_answer(rig.images, "replace_one")
    await rig.label(2)
    assert rig.is_of(2)
    assert (rig.totals.images, +rig.totals.labels) == (1, {"version 2": 1, "any": 1})


def lose_the_answer(records: Records, operation: str) -> None:
    """Make an operation fail once, after it has taken effect."""
    method = getattr(records, operation)

    async def fail(*arguments: object) -> object:
        setattr(records, operation, method)
        await method(*arguments)
        message = "connection closed"
        raise AutoReconnect(message)

    setattr(records, operation, fail)


async def test_an_older_message_never_overwrites_a_newer_version() -> None:
    rig = Rig()
    await rig.label(2)
    await rig.label(1)  # was delayed: the blob was read before it changed
    assert rig.is_of(2)


async def test_a_version_that_is_done_is_not_examined_again() -> None:
    rig = Rig()
    await rig.label(1)
    examiner = Examiner(1)
    document = await rig.classifier(1, examiner).label(ImageMessage("images", "a.jpg", "1"))
    assert (document["etag"], examiner.examined) == ("1", 0)
    await rig.classifier(1, examiner).label(ImageMessage("images", "a.jpg"))  # asks for whatever the blob is now
    assert examiner.examined == 1


@pytest.mark.parametrize("code", ["blob_not_found", "blob_archived"])
async def test_an_image_that_cannot_be_opened_is_recorded_and_an_archived_one_tried_again(code: str) -> None:
    class Refusing(Examiner):
        async def examine(self, message: ImageMessage, attempt: Attempt) -> Outcome:
            await super().examine(message, attempt)
            raise PermanentError(code, "So.")

    rig, refusing = Rig(), Refusing(1)
    for _ in range(2):
        document = await rig.classifier(1, refusing).label(ImageMessage("images", "a.jpg", "1"))
        assert (document["status"], document["error"]) == ("failed", {"code": code, "message": "So."})
    assert refusing.examined == (2 if code == "blob_archived" else 1)


def test_a_failed_document_has_no_labels() -> None:
    message, attempt = ImageMessage("images", "a.jpg"), Attempt((MODEL,), "worker", AT)
    document = failed(message, BlobVersion("1", AT, 1), attempt, PermanentError("image_damaged", "So."))
    assert (document["labels"], document["label_names"], document["ranks"]) == ([], [], {})
