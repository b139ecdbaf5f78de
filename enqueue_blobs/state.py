"""How far a listing is, kept in the database, so that any host can go on with it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from pymongo.asynchronous.collection import AsyncCollection

from cocoon.faults import transient
from cocoon.left_out import LeftOut, count
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

    ``left_out`` says by reason how many blobs are not to be labelled, and names the first of them:
    ``{reason: {"blobs": number, "example": path}}``; ``left_out_before`` what the last one that was finished said.
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
    left_out: LeftOut = field(default_factory=dict)
    left_out_before: LeftOut = field(default_factory=dict)
    error: str | None = None

    @property
    def id(self) -> str:
        """One record for each container, prefix and kind."""
        return digest(self.container, self.prefix, self.kind)

    def following(self, now: datetime) -> Self:
        """Return what is to be done at a tick: this listing if it is not finished, or the next."""
        if self.finished is None:
            return self
        next_one = type(self)(self.container, self.prefix, started=now, last_full=self.last_full)
        if self.error is not None:  # it has failed: what it was to look at is still to be looked at
            next_one.since, next_one.left_out_before = self.since, self.left_out_before
            return next_one
        full = self.last_full is None or now - self.last_full >= FULL_EVERY
        next_one.since, next_one.left_out_before = None if full else self.started - OVERLAP, self.left_out
        return next_one

    def restart(self) -> None:
        """Begin anew, at the first page."""
        self.continuation, self.after, self.left_out = None, "", {}

    def leave_out(self, reasons: Mapping[str, str]) -> None:
        """Count what is not to be labelled of a page: the reasons by path."""
        count(self.left_out, reasons)

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
