"""Add the work that the activity records show of the time before there were totals, once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cocoon.records.activity_minute import ActivityMinute
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import add_up, shard_id
from cocoon.records.recount import Phase, Recount
from cocoon.records.work import Work
from cocoon.services.mongo_client import Collection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from cocoon.services.totals import CORRECTIONS, Totals
from recount_labels.progress import Progress

AT_ONCE = 2000
MINUTE = timedelta(minutes=1)
ADDITION = "past-work"
_FIELDS = dict.fromkeys(("worker", "minute", "labelled", "failed", "busy_ms"), True)


@dataclass(frozen=True, slots=True)
class PastWork:
    """Adds past work."""

    activity: Collection
    totals: Totals
    progress: Progress

    async def step(self, recount: Recount) -> Recount:
        """Add up a page, from the latest minute that the totals do not cover back to the first.

        :raises TransientError: if the database fails.
        """
        if recount.has_past_work:
            return await self.progress.advance(recount, phase=Phase.FILL, after="")
        if recount.minute is None:
            since = add_up(await self.totals.records()).work.since
            return await self.progress.advance(recount, minute=since or datetime.now(UTC))
        minutes = await self._page(recount.minute)
        if len(minutes) < AT_ONCE:
            work = recount.counted.work.plus(_work_of(minutes))
            await self._add(recount.container, CountChange(work=work))
            return await self.progress.advance(recount, phase=Phase.FILL, after="", has_past_work=True)
        # Of the earliest minute there may be more than the page has.
        whole = [each for each in minutes if each.minute > minutes[-1].minute] or minutes
        return await self.progress.advance(recount, CountChange(work=_work_of(whole)), minute=whole[-1].minute)

    async def _page(self, before: datetime) -> list[ActivityMinute]:
        async def read() -> list[ActivityMinute]:
            cursor = self.activity.find({"minute": {"$lt": before}}, _FIELDS).sort("minute", -1).limit(AT_ONCE)
            return [ActivityMinute.decode(each) async for each in cursor]

        with transient("database"):
            return await retry_database(read)

    async def _add(self, container: str, change: CountChange) -> None:
        if change.is_empty():
            return
        with transient("database"):
            await retry_database(
                lambda: self.totals.add(shard_id(container, 0), ADDITION, change, remembered_in=CORRECTIONS)
            )


def _work_of(minutes: list[ActivityMinute]) -> Work:
    images = sum(each.labelled + each.failed for each in minutes)
    return Work(len(minutes), images, min((each.minute for each in minutes), default=None))
