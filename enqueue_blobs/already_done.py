"""Look up which versions of blobs are labelled, failed or queued already, once for each page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cocoon.records.failure_codes import BLOB_ARCHIVED
from cocoon.records.image_document import document_id, failure_code
from cocoon.records.mark import DAYS_KEPT, Mark
from cocoon.services.access_paths import image_paths, record_paths
from cocoon.services.insertion import insert_missing
from cocoon.services.mongo_client import Collection, ImageCollection, Record
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from enqueue_blobs.blob_pages import ListedBlob, Version
from enqueue_blobs.page_records import PageRecords


@dataclass(frozen=True, slots=True)
class KnownVersions:
    """Looks versions up among the documents and the marks of a container, and adds marks.

    Both look-ups return the pairs already known; they may include other versions of the same paths.
    """

    images: ImageCollection
    marks: Collection
    container: str

    async def done(self, blobs: Sequence[ListedBlob]) -> set[Version]:
        """Return the versions that are labelled or have failed.

        A blob that failed because it was archived is not done: it is no longer listed as archived.

        :raises TransientError: if the database fails.
        """
        records = PageRecords(self.images, self.container, image_paths.SOME, image_paths.PATHS)
        documents = await records.find(blobs, lambda blob: document_id(self.container, blob.path))
        return {(each["path"], each["etag"]) for each in documents if failure_code(each) != BLOB_ARCHIVED}

    async def sent(self, blobs: Sequence[ListedBlob]) -> dict[Version, datetime]:
        """Return the versions that were sent to the queue in the last days, and when (UTC).

        :raises TransientError: if the database fails.
        """
        records = PageRecords(self.marks, self.container, record_paths.MARKS, record_paths.MARKS_BETWEEN)
        marks, since = await records.find(blobs, lambda blob: self._mark(blob).id), _oldest_mark()
        return {(each["path"], each["etag"]): each["at"] for each in marks if each["at"] > since}

    async def mark_sent(self, blobs: Sequence[ListedBlob]) -> None:
        """Mark versions as sent now.

        :raises TransientError: if the database fails.
        """
        records = [self._mark(blob).encode() for blob in blobs]
        if records:
            with transient("database"):
                await retry_database(lambda: self._insert(records))

    def _mark(self, blob: ListedBlob) -> Mark:
        return Mark(self.container, blob.path, blob.etag, datetime.now(UTC))

    async def _insert(self, records: list[Record]) -> None:
        if sent_before := await insert_missing(self.marks, records):
            await self.marks.update_many({"_id": {"$in": sent_before}}, {"$set": {"at": records[0]["at"]}})


def _oldest_mark() -> datetime:
    return datetime.now(UTC) - timedelta(days=DAYS_KEPT)
