"""Postings are those of the document, whoever labels, overwrites and removes an image at the same time."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from classify_image.classifier import Classifier
from classify_image.outcome import Outcome
from classify_image.outcome_store import OutcomeStore
from cocoon.records.count_change import CountChange
from cocoon.records.label import Label
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, labelled
from cocoon.records.posting import image_of, is_of, posting_ids, postings_of
from cocoon.services.image_removal import ImageRemover
from cocoon.services.postings import Postings
from tests.kits.documents import labelled_document
from tests.kits.in_memory_images import Container, Records
from tests.kits.storage_errors import refusal

AT = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ["cat", "dog", "st. bernard", "$price", "cup", "sofa"]


def test_postings_follow_from_the_document() -> None:
    document = labelled_document("images", "a.jpg", Label("St. Bernard", 0.5), Label("dog", 0.25))
    postings = postings_of(document)
    assert {each["_id"] for each in postings} == posting_ids(document)
    assert {image_of(each) for each in postings} == {document["_id"]}
    assert [(each["label"], each["rank"][:4]) for each in postings] == [("dog", "0.25"), ("st\uff0e bernard", "0.50")]
    assert all(is_of(each, document) for each in postings)
    assert not is_of(postings[0] | {"rank": f"0.900000000/{document['_id'][:16]}"}, document)
    assert not is_of(postings[0], document | {"ranks": {}})


class Image:
    """One blob, and everything that the app keeps of it; between all steps, others go on."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.version: int | None = 0
        self.images, self.postings = Records(pause=self.pause), Records(pause=self.pause)
        self.totals, self.thumbnails = CountChange(), Container()

    async def pause(self) -> None:
        for _ in range(self.chance.randrange(4)):
            await asyncio.sleep(0)

    def upload(self) -> None:
        self.version = self.chance.randrange(1_000_000)
        self.modified = AT + timedelta(seconds=self.chance.randrange(2))  # often within the same second
        self.labels = [Label(name, self.chance.choice([0.5, 0.25])) for name in self.chance.sample(NAMES, 3)]

    def get_blob_client(self, _: str) -> Any:  # noqa: ANN401
        async def get_blob_properties() -> Any:  # noqa: ANN401
            await self.pause()
            if self.version is None:
                raise refusal("BlobNotFound", 404)
            return SimpleNamespace(etag=f'"{self.version}"')

        return SimpleNamespace(get_blob_properties=get_blob_properties)

    async def examine(self, message: ImageMessage, attempt: Attempt) -> Outcome:
        version, labels = BlobVersion(str(self.version), self.modified, 1), self.labels
        await self.pause()
        return Outcome(labelled(message, version, attempt, labels, (1, 1)))

    def close(self) -> None:
        pass

    async def label(self, worker: int) -> None:
        images: Any = self.images
        postings: Any = self.postings
        container: Any = self

        async def as_listed(message: ImageMessage) -> ImageMessage:
            return message

        classifier = Classifier(
            container="images",
            worker=str(worker),
            models=(ModelName("net", "1"),),
            examiner=self,
            outcomes=OutcomeStore(images, Postings(images, postings), container, container, has_thumbnails=False),
            activity=SimpleNamespace(count=lambda *_: None),  # type: ignore[arg-type]
            counts=self.counts,
            as_listed=as_listed,
        )
        await classifier.label(ImageMessage("images", "a.jpg"))

    async def remove(self) -> None:
        images: Any = self.images
        postings: Any = self.postings
        container: Any = SimpleNamespace(container_name="images", get_blob_client=self.get_blob_client)
        marks: Any = Records()
        remover = ImageRemover(images, Postings(images, postings), marks, self.counts, container, container)
        await remover.remove_if_gone("a.jpg")

    @property
    def counts(self) -> Any:  # noqa: ANN401
        return SimpleNamespace(change=lambda *each: self.totals.merge(CountChange.between(*each)), worked=lambda: None)


@pytest.mark.parametrize("seed", range(150))
async def test_writers_and_removers_at_once_leave_the_documents_own_postings(seed: int) -> None:
    image = Image(seed)

    async def act(worker: int) -> None:
        for _ in range(image.chance.randrange(4)):
            await asyncio.sleep(0)
        image.upload()
        if image.chance.random() < 0.3:  # the blob is deleted, and its image removed
            image.version = None
            await image.remove()
            image.upload()
        await image.label(worker)

    await asyncio.gather(*(act(worker) for worker in range(4)))
    (document,) = image.images.records.values()
    assert image.postings.records.keys() == posting_ids(document)
    assert (image.totals.images, sorted(+image.totals.labels)) == (1, document["label_names"])
