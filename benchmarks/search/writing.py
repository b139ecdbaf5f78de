"""Store images as a worker does, each with its postings and its part of the totals."""

import time
import uuid
from dataclasses import dataclass, field

from benchmarks.search.documents import WRITTEN, Sample
from classify_image.outcome import Outcome
from classify_image.outcome_store import OutcomeStore
from cocoon.records.image_document import ImageDocument
from cocoon.records.message import ImageMessage
from cocoon.records.posting import posting_ids
from cocoon.services.clients import Clients
from cocoon.services.postings import Postings

DELETED_AT_ONCE = 50  # documents of one command: SecantusDB takes longer than in proportion for more


@dataclass(slots=True)
class Writer:
    """Stores images that the sample does not have, and removes them at the end."""

    clients: Clients
    sample: Sample
    _folder: str = field(default_factory=lambda: f"{WRITTEN}{uuid.uuid4().hex}")
    _written: list[ImageDocument] = field(default_factory=list)

    async def store_new(self, seconds: float) -> int:
        """Store new images, one after the other, for some seconds; return how many."""
        until, before = time.perf_counter() + seconds, len(self._written)
        while time.perf_counter() < until:
            number = len(self._written)
            document = self.sample.written(f"{self._folder}/{number}.jpg", self.sample.size + number)
            await self._store(document)
            self._written.append(document)
        return len(self._written) - before

    async def store_again(self, seconds: float) -> int:
        """Label images that were written a second time, with other labels, for some seconds; return how many."""
        until, done = time.perf_counter() + seconds, 0
        for index, written in enumerate(self._written):
            if time.perf_counter() > until:
                break
            document = self.sample.written(written["path"], 2 * self.sample.size + index)
            await self._store(document)
            self._written[index], done = document, done + 1
        return done

    async def remove(self) -> None:
        """Remove what was written."""
        for start in range(0, len(self._written), DELETED_AT_ONCE):
            documents = self._written[start : start + DELETED_AT_ONCE]
            ids = [each for document in documents for each in posting_ids(document)]
            await self.clients.images.delete_many({"_id": {"$in": [document["_id"] for document in documents]}})
            await Postings(self.clients.images, self.clients.postings).remove(ids)
            for document in documents:
                self.clients.count_log.change(document, None)
        self._written.clear()
        await self.clients.count_log.flush()

    async def _store(self, document: ImageDocument) -> None:
        outcomes = OutcomeStore(
            images=self.clients.images,
            postings=Postings(self.clients.images, self.clients.postings),
            images_container=self.clients.images_container,
            thumbnails_container=self.clients.thumbnails_container,
            has_thumbnails=False,
        )
        before = await outcomes.find(ImageMessage(document["container"], document["path"]))
        result = await outcomes.store(Outcome(document), before)
        self.clients.count_log.change(result.before, document)
