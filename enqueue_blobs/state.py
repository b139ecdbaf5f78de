"""How far a listing is, kept in the database, so that any host can go on with it."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from pymongo.asynchronous.collection import AsyncCollection

from cocoon.faults import transient
from cocoon.messages import digest
from cocoon.retry import with_retries

OVERLAP = timedelta(hours=1)  # how far the clocks of hosts and of the storage account may be apart, and far more
# An hour less than a day, so that with a timer that ticks once a day each listing is a full one: ticks vary a little.
FULL_EVERY = timedelta(hours=23)
TIMER, REQUEST = "timer", "request"


@dataclass(slots=True)
class Listing:
    """A listing of what begins with a prefix; times are in UTC.

    ``since``: blobs that were not modified since need no look-up; None in a full listing, which
    looks at all. ``last_full`` is when the last full one that was finished began. One that has ``finished``
    and ``error`` has failed for good.
    """

    container: str
    prefix: str
    kind: str = TIMER
    force: bool = False
    run: str = field(default_factory=lambda: uuid.uuid4().hex)
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    updated: datetime | None = None
    finished: datetime | None = None
    since: datetime | None = None
    last_full: datetime | None = None
    continuation: str | None = None
    after: str = ""  # the last path of the page before
    listed: int = 0
    enqueued: int = 0
    skipped: int = 0
    removed: int = 0
    error: str | None = None

    @property
    def id(self) -> str:
        """One record for each container, prefix and kind."""
        return digest(self.container, self.prefix, self.kind)

    def following(self, now: datetime) -> Self:
        """Return what is to be done at a tick: this listing if it is not finished, or the next."""
        if self.finished is None:
            return self
        if self.error is not None:  # it has failed: what it was to look at is still to be looked at
            return type(self)(self.container, self.prefix, started=now, since=self.since, last_full=self.last_full)
        full = self.last_full is None or now - self.last_full >= FULL_EVERY
        since = None if full else self.started - OVERLAP
        return type(self)(self.container, self.prefix, started=now, since=since, last_full=self.last_full)

    def restart(self) -> None:
        """Begin anew, at the first page."""
        self.continuation, self.after = None, ""

    def fail(self, reason: str) -> None:
        """Note that it ends without its last page, and why."""
        self.finished, self.continuation, self.error = datetime.now(UTC), None, reason

    def finish(self) -> None:
        """Note that the last page is done."""
        self.finished, self.continuation, self.error = datetime.now(UTC), None, None
        self.last_full = self.started if self.since is None else self.last_full


Records = AsyncCollection[dict[str, Any]]


async def load(listings: Records, container: str) -> list[Listing]:
    """Return the listings of a container that are known.

    :raises TransientError: if the database fails.
    """
    with transient("database"):
        records = await with_retries(
            lambda: listings.find({"container": container, "prefix": {"$exists": True}}).to_list()
        )
    known = {each.name for each in fields(Listing)}
    return [Listing(**{name: value for name, value in record.items() if name in known}) for record in records]


async def save(listings: Records, listing: Listing) -> None:
    """Keep how far a listing is.

    :raises TransientError: if the database fails.
    """
    listing.updated = datetime.now(UTC)
    with transient("database"):
        await with_retries(lambda: listings.replace_one({"_id": listing.id}, asdict(listing), upsert=True))


async def forget(listings: Records, container: str, prefixes: Sequence[str], before: datetime) -> None:
    """Remove what is known of prefixes that the timer lists no more, and of requests that were finished before a time.

    :raises TransientError: if the database fails.
    """
    timers = {"kind": TIMER, "prefix": {"$nin": list(prefixes)}}
    requests = {"kind": REQUEST, "finished": {"$lt": before}}
    with transient("database"):
        await with_retries(lambda: listings.delete_many({"container": container, "$or": [timers, requests]}))
