"""Define the progress of a listing, in the collection ``listings``, from which any host can continue it."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from cocoon.records.left_out import LeftOut, count
from cocoon.records.message import digest

OVERLAP = timedelta(hours=1)  # far more than the clocks of hosts and the storage account differ
# An hour less than a day, because ticks vary: a timer that ticks once a day then makes each listing a full one.
FULL_EVERY = timedelta(hours=23)
TIMER, REQUEST = "timer", "request"


@dataclass(slots=True)
class Listing:
    """A listing of the blobs below a prefix; times are in UTC. It changes while the listing goes on.

    An incremental listing skips blobs that were not modified ``since`` a time, without a look-up.
    A full listing has none and looks up every blob; ``last_full`` is when the last finished full listing began.
    A listing with both ``finished`` and ``error`` has failed for good.

    ``left_out`` counts the blobs that are left out; ``left_out_before`` is the count of the last finished
    listing. ``after`` is the last path of the previous page.
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
    after: str = ""
    listed: int = 0
    enqueued: int = 0
    skipped: int = 0
    removed: int = 0
    left_out: LeftOut = field(default_factory=dict)
    left_out_before: LeftOut = field(default_factory=dict)
    error: str | None = None

    @property
    def id(self) -> str:
        """The record's ``_id``: one record for each container, prefix and kind."""
        return digest(self.container, self.prefix, self.kind)

    @property
    def is_full(self) -> bool:
        """Return whether every blob is looked up."""
        return self.since is None

    def encode(self) -> dict[str, Any]:
        """Return the record that the database keeps."""
        return {"_id": self.id, **asdict(self)}

    @classmethod
    def decode(cls, record: Mapping[str, Any]) -> Self:
        """Read a record of the database; fields that an earlier version did not write have their defaults."""
        return cls(**{each.name: record[each.name] for each in fields(cls) if each.name in record})

    def following(self, now: datetime) -> Self:
        """Return the listing for the next tick: this one if it is not finished, or else a new one."""
        if self.finished is None:
            return self
        next_one = type(self)(self.container, self.prefix, started=now, last_full=self.last_full)
        if self.error is not None:  # the next listing must cover what the failed one did not
            next_one.since, next_one.left_out_before = self.since, self.left_out_before
            return next_one
        full = self.last_full is None or now - self.last_full >= FULL_EVERY
        next_one.since, next_one.left_out_before = None if full else self.started - OVERLAP, self.left_out
        return next_one

    def restart(self) -> None:
        """Restart at the first page."""
        self.continuation, self.after, self.left_out = None, "", {}

    def advance(
        self,
        *,
        listed: int,
        enqueued: int,
        skipped: int,
        left_out: Mapping[str, str],
        last_path: str | None,
        continuation: str | None,
    ) -> None:
        """Add the counts of a page.

        :param left_out: the reasons for which blobs are left out, by path.
        :param last_path: the last path of the page; None if it is empty.
        :param continuation: where the next page begins; None after the last.
        """
        self.listed += listed
        self.enqueued += enqueued
        self.skipped += skipped
        count(self.left_out, left_out)
        self.after = self.after if last_path is None else last_path
        self.continuation = continuation
        self.error = None

    def fail(self, reason: str) -> None:
        """End before the last page, for good."""
        self.finished, self.continuation, self.error = datetime.now(UTC), None, reason

    def finish(self) -> None:
        """End after the last page."""
        self.finished, self.continuation, self.error = datetime.now(UTC), None, None
        self.last_full = self.started if self.is_full else self.last_full
