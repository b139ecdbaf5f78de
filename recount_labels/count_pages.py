"""Count all documents of the container, page by page in the order of their paths."""

from dataclasses import dataclass

from cocoon.records.count_change import COUNTED_FIELDS, CountChange
from cocoon.records.recount import Phase, Recount
from cocoon.services.access_paths import count_paths
from cocoon.services.mongo_client import ImageCollection
from recount_labels.page_reader import read_page
from recount_labels.progress import Progress

AT_ONCE = count_paths.DOCUMENTS.most
_FIELDS = "path", *COUNTED_FIELDS, "search_keys"


@dataclass(frozen=True, slots=True)
class CountPages:
    """Counts documents."""

    images: ImageCollection
    progress: Progress

    async def step(self, recount: Recount) -> Recount:
        """Count a page; a document of an earlier version makes the recount a thorough one.

        :raises TransientError: if the database fails.
        """
        ours = {"container": recount.container}
        documents = await read_page(self.images, ours, "path", recount.after, fields=_FIELDS, limit=AT_ONCE)
        counted = CountChange()
        for document in documents:
            counted.add(document, 1)
        thorough = recount.is_thorough or any("search_keys" not in document for document in documents)
        if len(documents) < AT_ONCE:
            return await self.progress.advance(recount, counted, is_thorough=thorough, phase=Phase.CORRECT, after="")
        return await self.progress.advance(recount, counted, is_thorough=thorough, after=documents[-1]["path"])
