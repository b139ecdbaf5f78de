"""Read what the database has about the blobs of a page: a few by their ids, more as the range of their paths."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import ASCENDING

from cocoon.services.access_paths.access_path import AccessPath
from cocoon.services.indexed_find import find_by_index
from cocoon.services.mongo_client import Collection, ImageCollection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from enqueue_blobs.blob_pages import ListedBlob

Found = Mapping[str, Any]
_FIELDS = {"path": True, "etag": True, "at": True, "error.code": True}


@dataclass(frozen=True, slots=True)
class PageRecords:
    """Reads the documents or the marks of blobs.

    :ivar some: the access path by ids.
    :ivar between: the access path by a range of paths.
    """

    collection: Collection | ImageCollection
    container: str
    some: AccessPath
    between: AccessPath

    async def find(self, blobs: Sequence[ListedBlob], id_of: Callable[[ListedBlob], str]) -> list[Found]:
        """Return the records of the blobs, perhaps with those of other versions of them.

        If the range has much else in it, such as the documents of blobs that are gone, all are looked up by their ids.

        :raises TransientError: if the database fails.
        """
        most = self.some.most
        if len(blobs) > most and (found := await self._find_between({blob.path for blob in blobs})) is not None:
            return found
        parts = [blobs[start : start + most] for start in range(0, len(blobs), most)]
        return [each for part in parts for each in await self._find_some([id_of(blob) for blob in part])]

    async def _find_some(self, ids: list[str]) -> list[Found]:
        return await self._read(lambda: self.collection.find({"_id": {"$in": ids}}, _FIELDS).to_list())

    async def _find_between(self, paths: set[str]) -> list[Found] | None:
        """Return the records from the first path to the last; None if there are too many."""
        ordered = sorted(paths, key=str.encode)  # in the database's order
        range_ = {"container": self.container, "path": {"$gte": ordered[0], "$lte": ordered[-1]}}
        most = self.between.most
        index, sort = self.between.index.document["name"], [("path", ASCENDING)]
        page = await self._read(
            lambda: find_by_index(self.collection, range_, index, fields=_FIELDS, sort=sort, limit=most)
        )
        return [each for each in page if each["path"] in paths] if len(page) < most else None

    @staticmethod
    async def _read(read: Callable[[], Awaitable[Sequence[Found]]]) -> list[Found]:
        with transient("database"):
            return [*await retry_database(read)]
