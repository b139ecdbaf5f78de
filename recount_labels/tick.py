"""Run a tick of the timer: begin a recount if one is due, or go on with it, for some time."""

import logging
from datetime import UTC, datetime
from functools import partial
from time import monotonic

from cocoon.records.count_shard import add_up
from cocoon.records.recount import Phase, Recount, recount_id
from cocoon.services.clearing_token import read_suffix
from cocoon.services.clients import Clients
from cocoon.services.index_check import ensure_indexes
from cocoon.services.lease import Lease, LeaseHeldError, hold_lease
from cocoon.services.postings import Postings
from cocoon.services.totals import Totals
from cocoon.telemetry.log_events import log_event
from recount_labels.correction import SETTLING_SECONDS, Correction
from recount_labels.count_pages import CountPages
from recount_labels.fill_pages import FillPages
from recount_labels.page_reader import read_newest
from recount_labels.past_work import PastWork
from recount_labels.posting_pages import PostingPages
from recount_labels.progress import Progress
from recount_labels.recount_rules import EVERY, is_due, is_thorough, seconds_of_tick

logger = logging.getLogger(__name__)


class RecountTick:
    """Runs the recount of a container, one process at a time.

    :ivar seconds: how long at most; by default as long as the rules say.
    """

    def __init__(
        self,
        clients: Clients,
        container: str,
        *,
        seconds: float | None = None,
        settling_seconds: float = SETTLING_SECONDS,
    ) -> None:
        self._clients, self._container, self._seconds = clients, container, seconds
        self._totals = Totals(clients.counts, container)
        self._progress = Progress(clients.counts, container)
        self._read_clearing = partial(read_suffix, clients.clearings, clients.listings, container)
        images, postings = clients.images, Postings(clients.images, clients.postings)
        self._steps = {
            Phase.COUNT: CountPages(images, self._progress).step,
            Phase.CORRECT: Correction(self._totals, self._progress, self._read_clearing, settling_seconds).step,
            Phase.PAST_WORK: PastWork(clients.activity, self._totals, self._progress).step,
            Phase.FILL: FillPages(images, postings, self._progress).step,
            Phase.POSTINGS: PostingPages(images, postings, self._totals, self._progress).step,
        }

    async def run(self, *, force: bool = False) -> None:
        """Begin a recount or go on with it, if it is due.

        :param force: begin a thorough one now if none is under way.
        :raises TransientError: if the database fails; the next tick goes on after the last page that is done.
        """
        if not (force or await self._is_due(await self._progress.load())):
            return
        try:
            async with hold_lease(self._clients.leases, recount_id(self._container)) as lease:
                last = await self._progress.load()
                if force or await self._is_due(last):
                    await self._work(last, lease, thorough=force)
        except LeaseHeldError:
            logger.info("another process recounts")

    async def _is_due(self, last: Recount | None) -> bool:
        now = datetime.now(UTC)
        if last is None or last.phase is not Phase.DONE or now - last.began < EVERY:
            return is_due(last, None, now)
        added = [each["at"] for each in await self._totals.records()]
        newest = await read_newest(self._clients.images, self._container)  # a version until 1.0 adds to no totals
        return is_due(last, max((*added, *filter(None, [newest])), default=None), now)

    async def _work(self, last: Recount | None, lease: Lease, *, thorough: bool) -> None:
        begun = monotonic()
        recount = last
        if recount is None or recount.phase is Phase.DONE:
            recount = await self._begin(last, thorough=thorough)
        seconds = seconds_of_tick(recount) if self._seconds is None else self._seconds
        while recount.phase is not Phase.DONE and monotonic() - begun < seconds:
            lease.check()
            recount = await self._steps[recount.phase](recount) or await self._begin(recount, thorough=thorough)
        log_event(
            logger,
            "recount",
            phase=str(recount.phase),
            counted=recount.counted.images,
            filled=recount.filled,
            removed=recount.removed,
            pages=recount.page,
            after=recount.label.rstrip("\0") or recount.after or None,
        )

    async def _begin(self, last: Recount | None, *, thorough: bool) -> Recount:
        await ensure_indexes(self._clients.images)
        now = datetime.now(UTC)
        recount = Recount(
            container=self._container,
            began=now,
            updated=now,
            is_thorough=thorough or is_thorough(last, now),
            clearing=await self._read_clearing(),
            has_past_work=last is not None and last.has_past_work,
            thorough_at=last.thorough_at if last else None,
        )
        await self._progress.begin(recount, add_up(await self._totals.records()))
        return recount
