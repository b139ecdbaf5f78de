"""Load and save the progress of a recount, and what it must remember besides."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cocoon.errors import TransientError
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import additions, decode, encode
from cocoon.records.recount import Recount, recount_id
from cocoon.services.mongo_client import Collection, Record
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from recount_labels.correction_rules import Corrections

FORMER = "counts", "claim"  # and counts/CONTAINER: the ids of records until 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a container's recount. Each method raises TransientError if the database fails."""

    counts: Collection
    container: str

    async def load(self) -> Recount | None:
        """Return the recount that was begun last."""
        record = await self._find(recount_id(self.container))
        return None if record is None else Recount.decode(record)

    async def begin(self, recount: Recount, start: CountChange) -> None:
        """Save a new recount, and before it the totals at its start; remove the records of versions until 1.0."""
        former = [*FORMER, f"counts/{self.container}"]
        await self._put("start", {"run": recount.run} | encode(start))
        with transient("database"):
            await retry_database(lambda: self.counts.delete_many({"_id": {"$in": former}}))
            await retry_database(lambda: self.counts.replace_one({"_id": recount.id}, recount.encode(), upsert=True))

    async def advance(self, recount: Recount, counted: CountChange | None = None, **changes: Any) -> Recount:
        """Save that a page is done, with what was counted on it and other changes; return the recount as it is then.

        :raises TransientError: if another process has gone on with it.
        """
        ahead = replace(recount, page=recount.page + 1, updated=datetime.now(UTC), **changes)
        fields = {name: value for name, value in ahead.encode().items() if name not in ("_id", "counted")}
        update = {"$set": fields} | (additions(counted, "counted.") if counted else {})
        here = {"_id": recount.id, "run": recount.run, "page": recount.page}
        with transient("database"):
            result = await retry_database(lambda: self.counts.update_one(here, update))
        if not result.matched_count:
            record = await self._find(recount.id)  # an answer may have been lost: nobody else has this run's lease
            if record is None or (record["run"], record["page"]) != (ahead.run, ahead.page):
                raise TransientError("Another process goes on with the recount.")
        if counted:
            ahead.counted.merge(counted)
        return ahead

    async def start(self, run: str) -> CountChange | None:
        """Return the totals at the start of a run, if they are kept."""
        record = await self._find(self._id("start"))
        return decode(record) if record and record["run"] == run else None

    async def plan(self, run: str) -> Corrections | None:
        """Return the corrections of a run, if they are decided."""
        record = await self._find(self._id("plan"))
        if record is None or record["run"] != run:
            return None
        return {each["_id"]: decode(each) for each in record["corrections"]}

    async def save_plan(self, run: str, corrections: Corrections) -> None:
        """Save the corrections of a run, so that each is made once."""
        records = [{"_id": id_} | encode(change) for id_, change in corrections.items()]
        await self._put("plan", {"run": run, "corrections": records})

    def _id(self, name: str) -> str:
        return f"{recount_id(self.container)}/{name}"

    async def _find(self, id_: str) -> Record | None:
        with transient("database"):
            return await retry_database(lambda: self.counts.find_one({"_id": id_}))

    async def _put(self, name: str, fields: dict[str, Any]) -> None:
        record = {"_id": self._id(name)} | fields
        with transient("database"):
            await retry_database(lambda: self.counts.replace_one({"_id": record["_id"]}, record, upsert=True))
