"""Load and save the progress of listings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cocoon.records.listing import REQUEST, TIMER, Listing
from cocoon.services.mongo_client import Collection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient


@dataclass(frozen=True, slots=True)
class ListingStore:
    """The listings of one container. Each method raises TransientError if the database fails."""

    listings: Collection
    container: str

    async def load(self) -> list[Listing]:
        """Return all listings of the container."""
        # Earlier versions kept records of other kinds in this collection; those have no container.
        with transient("database"):
            records = await retry_database(lambda: self.listings.find({"container": self.container}).to_list())
        return [Listing.decode(record) for record in records]

    async def save(self, listing: Listing) -> None:
        """Save the progress of a listing."""
        listing.updated = datetime.now(UTC)
        with transient("database"):
            await retry_database(lambda: self.listings.replace_one({"_id": listing.id}, listing.encode(), upsert=True))

    async def forget(self, prefixes: Sequence[str], before: datetime) -> None:
        """Remove the listings of prefixes that the timer no longer lists, and of requests finished before a time."""
        timers = {"kind": TIMER, "prefix": {"$nin": list(prefixes)}}
        requests = {"kind": REQUEST, "finished": {"$lt": before}}
        filter_ = {"container": self.container, "$or": [timers, requests]}
        with transient("database"):
            await retry_database(lambda: self.listings.delete_many(filter_))
