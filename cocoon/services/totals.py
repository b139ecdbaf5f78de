"""Read and change the records that keep the totals of a container."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo.errors import DuplicateKeyError

from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import additions, shard_ids
from cocoon.records.counts import Counts
from cocoon.records.recount import STATE_FIELDS, are_filled, recount_id
from cocoon.services.mongo_client import Collection, Record
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient

BATCHES, CORRECTIONS = "batches", "corrections"  # the fields with the ids of what was added last
KEPT = 200  # ids, by which a repeated addition is known
_FIELDS = dict.fromkeys(("images", "labels", "failures", "models", "work", "at"), True)
_WITH_STATE = _FIELDS | dict.fromkeys(STATE_FIELDS, True)


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one container."""

    counts: Collection
    container: str

    async def records(self) -> list[Record]:
        """Return the records that add up to the totals.

        :raises TransientError: if the database fails.
        """
        return await self._find(shard_ids(self.container), _FIELDS)

    async def current(self) -> Counts:
        """Return the totals.

        :raises TransientError: if the database fails.
        """
        recount = recount_id(self.container)
        found = await self._find([*shard_ids(self.container), recount], _WITH_STATE)
        state = next((each for each in found if each["_id"] == recount), None)
        return Counts.of([each for each in found if each is not state], are_filled=are_filled(state))

    async def _find(self, ids: list[str], fields: Mapping[str, bool]) -> list[Record]:
        with transient("database"):
            return await retry_database(lambda: self.counts.find({"_id": {"$in": ids}}, fields).to_list())

    async def add(self, record_id: str, addition: str, change: CountChange, *, remembered_in: str = BATCHES) -> None:
        """Add a change to one of the records, once: an addition of an id that the record remembers changes nothing.

        :param record_id: the record, which need not exist yet.
        :param addition: the id of the change.
        :param remembered_in: the field of the ids.
        :raises PyMongoError: if the database fails; then it may have been added or not, so repeat it.
        """
        once: dict[str, Any] = {"_id": record_id, remembered_in: {"$nin": [addition]}}
        update = additions(change) | {
            "$set": {"container": self.container, "at": datetime.now(UTC)},
            "$push": {remembered_in: {"$each": [addition], "$slice": -KEPT}},
        }
        try:
            await self.counts.update_one(once, update, upsert=True)
        except DuplicateKeyError:  # the record has the addition, or another process has made the record just now
            await self.counts.update_one(once, update)
