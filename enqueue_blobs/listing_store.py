"""Load and save the progress of listings."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cocoon.records.listing import REQUEST, TIMER, Listing
from cocoon.services.access_paths import record_paths
from cocoon.services.mongo_client import Collection, Record
from cocoon.services.record_removal import remove_by_ids
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient


@dataclass(frozen=True, slots=True)
class ListingStore:
    """The listings of one container. Each method raises TransientError if the database fails."""

    listings: Collection
    container: str

    async def load(self) -> list[Listing]:
        """Return all listings of the container."""
        return [listing for kind in (TIMER, REQUEST) async for listing in self._of_kind(kind)]

    async def save(self, listing: Listing) -> None:
        """Save the progress of a listing."""
        listing.updated = datetime.now(UTC)
        with transient("database"):
            await retry_database(lambda: self.listings.replace_one({"_id": listing.id}, listing.encode(), upsert=True))

    async def forget(self, listings: Sequence[Listing]) -> None:
        """Remove listings."""
        ids = [listing.id for listing in listings]
        with transient("database"):
            await remove_by_ids(self.listings, ids, record_paths.FORGET_LISTINGS.most)

    async def _of_kind(self, kind: str) -> AsyncIterator[Listing]:
        most, after = record_paths.LISTINGS.most, ""
        while True:
            with transient("database"):
                page = await retry_database(lambda after=after: self._page(kind, after, most))  # type: ignore[misc]
            for record in page:
                yield Listing.decode(record)
            if len(page) < most:
                return
            after = page[-1]["_id"]

    async def _page(self, kind: str, after: str, most: int) -> list[Record]:
        condition = {"container": self.container, "kind": kind, "_id": {"$gt": after}}
        return await self.listings.find(condition).sort("_id").limit(most).to_list()
