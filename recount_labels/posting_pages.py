"""Remove the postings that no document has, page by page of each label's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cocoon.records.count_shard import add_up
from cocoon.records.posting import image_of, is_of
from cocoon.records.rank import score_key
from cocoon.records.recount import Phase, Recount
from cocoon.services.access_paths import count_paths
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.postings import Postings
from cocoon.services.totals import Totals
from recount_labels.page_reader import read_by_ids, read_page
from recount_labels.progress import Progress
from recount_labels.zero_labels import remove_zero_labels

AT_ONCE = count_paths.POSTINGS.most


@dataclass(slots=True)
class PostingPages:
    """Compares postings with their documents."""

    images: ImageCollection
    postings: Postings
    totals: Totals
    progress: Progress
    _labels: Sequence[str] | None = None

    async def step(self, recount: Recount) -> Recount:
        """Compare a page of the list of one label; when it ends, the next page is the next label's first.

        :raises TransientError: if the database fails.
        """
        label = await self._label_from(recount.label)
        if label is None:
            await remove_zero_labels(self.totals)  # not before: their lists have been looked through now
            return await self.progress.advance(recount, phase=Phase.DONE, thorough_at=recount.began)
        after = recount.after if label == recount.label else ""
        equal = {"container": recount.container, "label": label}
        postings = await read_page(
            self.postings.postings, equal, "rank", after, fields=("label", "rank"), limit=AT_ONCE
        )
        removed = recount.removed + await self._remove_left_over(label, postings)
        if len(postings) < AT_ONCE:
            return await self.progress.advance(recount, removed=removed, label=f"{label}\0", after="")
        return await self.progress.advance(recount, removed=removed, label=label, after=postings[-1]["rank"])

    async def _label_from(self, place: str) -> str | None:
        """Return the first label from a place on, of those that the totals know."""
        if self._labels is None:
            self._labels = sorted(map(score_key, add_up(await self.totals.records()).labels))
        return next((label for label in self._labels if label >= place), None)

    async def _remove_left_over(self, label: str, postings: Sequence[dict[str, Any]]) -> int:
        ids = sorted({image_of(each) for each in postings})
        documents = await read_by_ids(self.images, ids, (f"ranks.{label}",))
        ranks = {id_: {"ranks": each.get("ranks", {})} for id_, each in documents.items()}
        left_over = [each for each in postings if not is_of(each, ranks.get(image_of(each), {"ranks": {}}))]
        for each in left_over:
            await self.postings.settle(image_of(each), [each["_id"]])
        return len(left_over)
