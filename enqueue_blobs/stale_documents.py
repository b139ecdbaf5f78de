"""Remove documents whose blob is gone, or is left out by now, in the course of a full listing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import ASCENDING

from cocoon.records.image_document import ImageDocument, stands_for_blob
from cocoon.records.listing import Listing
from cocoon.selection.selection import Reason
from cocoon.services.access_paths import image_paths
from cocoon.services.image_removal import ImageRemover
from cocoon.services.indexed_find import find_by_index
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from cocoon.text import prefix_range
from enqueue_blobs.page_lookup import LookedUpPage

AT_A_TIME = 16


@dataclass(frozen=True, slots=True)
class StaleDocuments:
    """Compares the documents between two pages' ends with the blobs that are listed there."""

    images: ImageCollection
    remover: ImageRemover

    async def remove(self, listing: Listing, looked_up: LookedUpPage) -> int:
        """Remove the stale documents from the end of the page before to the end of this one; return how many.

        The account is asked again before a document is removed: its blob may have been uploaded after the page was
        listed, and the database may order rare names differently. A document also goes if its blob's name or type is
        left out now, or if another version of its blob is empty or archived.

        :raises TransientError: if a service fails.
        """
        page, left_out = looked_up.page, looked_up.left_out
        if page.continuation and not page.blobs:
            return 0  # an empty page covers no names
        range_ = prefix_range(listing.prefix) if listing.prefix else {}
        if page.continuation:
            range_ = {**range_, "$lte": page.blobs[-1].path}
            range_.pop("$lt", None)
        listed, removed, after = {blob.path: blob.etag for blob in page.blobs}, 0, listing.after
        while documents := await self._documents(listing.container, range_, after):
            after = documents[-1]["path"]
            etags = {each["path"]: each["etag"] for each in documents if stands_for_blob(each)}
            gone = [path for path in etags if path not in listed]
            deselected = [
                path for path, etag in etags.items() if _is_deselected(left_out.get(path), etag, listed.get(path))
            ]
            removed += await _remove_each(gone, self.remover.remove_if_gone)
            removed += await _remove_each(deselected, self.remover.remove_deselected)
        return removed

    async def _documents(self, container: str, range_: dict[str, str], after: str) -> list[ImageDocument]:
        """Return the next documents after a path, in the order of their paths."""
        paths = {**range_, "$gt": after} if after else range_
        if after:
            paths.pop("$gte", None)
        filter_: dict[str, Any] = {"container": container} | ({"path": paths} if paths else {})
        index, most = image_paths.PATHS.index.document["name"], image_paths.PATHS.most
        fields, sort = ("path", "etag", "error"), [("path", ASCENDING)]
        with transient("database"):
            return await retry_database(
                lambda: find_by_index(self.images, filter_, index, fields=fields, sort=sort, limit=most)
            )


def _is_deselected(reason: Reason | None, etag: str | None, listed_etag: str | None) -> bool:
    return reason is not None and (reason.is_of_the_name or etag != listed_etag)


async def _remove_each(paths: Sequence[str], remove: Callable[[str], Awaitable[bool]]) -> int:
    removed = 0
    for start in range(0, len(paths), AT_A_TIME):
        removed += sum(await asyncio.gather(*(remove(path) for path in paths[start : start + AT_A_TIME])))
    return removed
