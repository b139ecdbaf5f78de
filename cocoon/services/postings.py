"""Write the postings of images, so that each document has its own and no others."""

from collections.abc import Collection as Items
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cocoon.errors import TransientError
from cocoon.records.image_document import ATTEMPT, ImageDocument, unchanged
from cocoon.records.posting import posting_ids, postings_of
from cocoon.services.access_paths import posting_paths
from cocoon.services.insertion import insert_missing
from cocoon.services.mongo_client import Collection, ImageCollection, Record
from cocoon.services.record_removal import remove_by_ids
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient

MOST_ROUNDS = 10  # of settling an image that others keep changing
_FIELDS = dict.fromkeys(("container", "ranks", "former_postings", *ATTEMPT), True)


@dataclass(frozen=True, slots=True)
class Postings:
    """Writes postings. Each method may be repeated, and raises TransientError if the database fails.

    A document is written before its postings, so there is never a posting that no document knows of: each is one of
    the document's own, or one of its ``former_postings``. A search checks each against its document.
    """

    images: ImageCollection
    postings: Collection

    async def insert(self, document: Mapping[str, Any]) -> None:
        """Insert the postings of a document; those that exist stay as they are."""
        await self.insert_records(postings_of(document))

    async def insert_records(self, records: Sequence[Record]) -> None:
        """Insert postings, some hundred at most; those that exist stay as they are."""
        if records:
            with transient("database"):
                await retry_database(lambda: insert_missing(self.postings, records))

    async def remove(self, ids: Items[str]) -> None:
        """Remove postings by their ids."""
        with transient("database"):
            await remove_by_ids(self.postings, sorted(ids), posting_paths.DELETE.most)

    async def write(self, document: ImageDocument) -> None:
        """Write the postings of a document that has just been stored, and remove those of the one before it."""
        await self._settle(document["_id"], document, posting_ids(document))

    async def settle(self, image_id: str, touched: Items[str] = ()) -> None:
        """Make an image's postings those of its document, whoever else writes at the same time.

        After each change the document is read again: as long as it has changed, so must the postings. So whoever
        changes them last does so by the last document.

        :param touched: ids of postings that may have to be removed, besides those that the document remembers.
        """
        await self._settle(image_id, await self._find(image_id), touched)

    async def _settle(self, image_id: str, document: ImageDocument | None, touched: Items[str]) -> None:
        suspects = set(touched)
        for _ in range(MOST_ROUNDS):
            own: set[str] = set()
            if document is not None:
                own = posting_ids(document)
                suspects |= {*(document.get("former_postings") or ())}
            await self.remove(suspects - own)
            if document is not None:
                await self.insert(document)
            suspects |= own
            before, document = document, await self._find(image_id)
            if _version(before) == _version(document):
                await self._forget_former(document)
                return
        raise TransientError(f"The image {image_id} was changed all the time while its postings were written.")

    async def _find(self, image_id: str) -> ImageDocument | None:
        with transient("database"):
            return await retry_database(lambda: self.images.find_one({"_id": image_id}, _FIELDS))

    async def _forget_former(self, document: ImageDocument | None) -> None:
        if document is None or not document.get("former_postings"):
            return
        nothing: dict[str, Any] = {"$set": {"former_postings": []}}
        with transient("database"):
            await retry_database(lambda: self.images.update_one(unchanged(document), nothing))


def _version(document: ImageDocument | None) -> object:
    return document and unchanged(document)
