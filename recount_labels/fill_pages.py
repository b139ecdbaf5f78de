"""Write what documents of earlier versions lack, and postings that are missing, page by page of paths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import UpdateOne

from cocoon.records.image_document import ATTEMPT, ImageDocument, decode, unchanged
from cocoon.records.posting import posting_ids, postings_of
from cocoon.records.recount import Phase, Recount
from cocoon.services.access_paths import count_paths, posting_paths
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.postings import Postings
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from recount_labels.outdated_fields import FIELDS, lacking_fields
from recount_labels.page_reader import read_by_ids, read_page
from recount_labels.progress import Progress

AT_ONCE, INSERTED_AT_ONCE = count_paths.FILL.most, posting_paths.INSERT.most


@dataclass(frozen=True, slots=True)
class FillPages:
    """Completes documents and their postings."""

    images: ImageCollection
    postings: Postings
    progress: Progress

    async def step(self, recount: Recount) -> Recount:
        """Complete a page.

        :raises TransientError: if the database fails.
        """
        ours = {"container": recount.container}
        records = await read_page(self.images, ours, "path", recount.after, fields=FIELDS, limit=AT_ONCE)
        lacking = {each["_id"]: fields for each in records if (fields := lacking_fields(each))}
        documents = [decode(each) for each in records]
        await self._write(documents, lacking)
        await self._complete(documents, lacking)
        filled = recount.filled + len(lacking)
        if len(records) < AT_ONCE:
            return await self.progress.advance(recount, filled=filled, phase=Phase.POSTINGS, label="", after="")
        return await self.progress.advance(recount, filled=filled, after=records[-1]["path"])

    async def _write(self, documents: Sequence[ImageDocument], fields: Mapping[str, Mapping[str, Any]]) -> None:
        """Set fields of the documents that are as they were read."""
        updates = [
            UpdateOne(unchanged(each), {"$set": fields[each["_id"]]}) for each in documents if each["_id"] in fields
        ]
        if updates:
            with transient("database"):
                await retry_database(lambda: self.images.bulk_write(updates, ordered=False))

    async def _complete(self, documents: Sequence[ImageDocument], lacking: Mapping[str, object]) -> None:
        """Insert missing postings, and settle documents that have changed meanwhile or have former postings."""
        known = [posting for each in documents if each["_id"] not in lacking for posting in sorted(posting_ids(each))]
        found = await read_by_ids(self.postings.postings, known, ())
        missing = [each for each in documents if posting_ids(each) - found.keys()]
        records = [posting for each in missing for posting in postings_of(each) if posting["_id"] not in found]
        for start in range(0, len(records), INSERTED_AT_ONCE):
            await self.postings.insert_records(records[start : start + INSERTED_AT_ONCE])
        now = await read_by_ids(self.images, [each["_id"] for each in missing], ATTEMPT)
        changed = [each for each in missing if unchanged(now.get(each["_id"], {"_id": ""})) != unchanged(each)]
        unsettled = {each["_id"]: each for each in (*changed, *(each for each in documents if each["former_postings"]))}
        for id_, each in unsettled.items():
            await self.postings.settle(id_, posting_ids(each))
