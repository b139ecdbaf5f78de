"""Correct the totals by what was counted, once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from cocoon.records.count_shard import shard_id
from cocoon.records.recount import Phase, Recount
from cocoon.services.count_log import FLUSH_SECONDS
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from cocoon.services.totals import CORRECTIONS, Totals
from cocoon.telemetry.log_events import log_event
from recount_labels.correction_rules import Corrections, corrections
from recount_labels.progress import Progress

SETTLING_SECONDS = 2 * FLUSH_SECONDS  # until what was written while documents were counted is in the totals

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Correction:
    """Corrects the totals.

    :ivar read_clearing: returns the token that changes when labels are cleared.
    """

    totals: Totals
    progress: Progress
    read_clearing: Callable[[], Awaitable[str]]
    settling_seconds: float = SETTLING_SECONDS

    async def step(self, recount: Recount) -> Recount | None:
        """Correct the totals; return None if the documents must be counted again: labels were cleared meanwhile.

        The corrections are saved before they are made, and each record remembers its own.

        :raises TransientError: if the database fails.
        """
        plan = await self.progress.plan(recount.run)
        if plan is None:
            plan = await self._decide(recount)
            if plan is None:
                return None
            await self.progress.save_plan(recount.run, plan)
        for id_, change in plan.items():
            with transient("database"):
                await retry_database(
                    lambda id_=id_, change=change: self.totals.add(  # type: ignore[misc]
                        id_, recount.run, change, remembered_in=CORRECTIONS
                    )
                )
        _log(recount, plan)
        if not recount.is_thorough:
            return await self.progress.advance(recount, phase=Phase.DONE)
        return await self.progress.advance(recount, phase=Phase.PAST_WORK)

    async def _decide(self, recount: Recount) -> Corrections | None:
        since = (datetime.now(UTC) - recount.updated).total_seconds()
        await asyncio.sleep(max(0.0, self.settling_seconds - since))
        start = await self.progress.start(recount.run)
        if start is None or await self.read_clearing() != recount.clearing:
            return None
        records = await self.totals.records()
        return corrections(recount.counted, start, records, shard_id(recount.container, 0))


def _log(recount: Recount, plan: Corrections) -> None:
    images = sum(change.images for change in plan.values())
    labels = {name for change in plan.values() for name in change.labels}
    log_event(logger, "corrected", counted=recount.counted.images, images=images, labels=len(labels))
