"""Look up which versions of blobs are labelled, failed or queued already, once for each page."""

from collections.abc import Collection as Items
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.errors import BulkWriteError, OperationFailure

from cocoon.records.failure_codes import BLOB_ARCHIVED
from cocoon.records.image_document import document_id
from cocoon.records.mark import DAYS_KEPT, Mark
from cocoon.services.mongo_client import Collection, ImageCollection, Record
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from enqueue_blobs.blob_pages import ListedBlob, Version

FEW = 100  # blobs that are looked up by their ids, in one command; more are looked up as a range of paths
DUPLICATE_KEY = 11000


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
        ids = [document_id(self.container, blob.path) for blob in blobs[: FEW + 1]]
        return set(await self._find(self.images, blobs, ids, {"error.code": {"$nin": [BLOB_ARCHIVED]}}))

    async def sent(self, blobs: Sequence[ListedBlob]) -> dict[Version, datetime]:
        """Return the versions that were sent to the queue in the last days, and when (UTC).

        :raises TransientError: if the database fails.
        """
        ids = [self._mark(blob).id for blob in blobs[: FEW + 1]]
        since = datetime.now(UTC) - timedelta(days=DAYS_KEPT)
        marks = await self._find(self.marks, blobs, ids, {"at": {"$gt": since}})
        return {version: each["at"] for version, each in marks.items()}

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
        try:
            await self.marks.insert_many(records, ordered=False)
        except BulkWriteError as error:
            failed = [each for each in error.details["writeErrors"] if each["code"] != DUPLICATE_KEY]
            if failed or error.details.get("writeConcernErrors"):
                code = failed[0]["code"] if failed else None
                raise OperationFailure(failed[0]["errmsg"] if failed else str(error), code) from error
            sent_before = [records[each["index"]]["_id"] for each in error.details["writeErrors"]]
            await self.marks.update_many({"_id": {"$in": sent_before}}, {"$set": {"at": records[0]["at"]}})

    async def _find(
        self,
        collection: Collection | ImageCollection,
        blobs: Sequence[ListedBlob],
        ids: Items[str],
        condition: Mapping[str, Any],
    ) -> dict[Version, Mapping[str, Any]]:
        """Look up a few blobs by their ids; for more, read the range from the first path to the last."""
        if not blobs:
            return {}
        paths = {blob.path for blob in blobs}
        if len(blobs) <= FEW:
            filter_: dict[str, Any] = {"_id": {"$in": list(ids)}}
        else:
            ordered = sorted(paths, key=str.encode)  # in the database's order
            filter_ = {"path": {"$gte": ordered[0], "$lte": ordered[-1]}, "container": self.container}

        async def read() -> dict[Version, Mapping[str, Any]]:
            cursor = collection.find(filter_ | dict(condition), {"path": True, "etag": True, "at": True})
            return {(each["path"], each["etag"]): each async for each in cursor if each["path"] in paths}

        with transient("database"):
            return await retry_database(read)
