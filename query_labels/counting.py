"""What is counted over all images, and when it is time to count again (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Self

MOST_OF_THE_TIME = 0.05  # that counting may take while images are labelled
AT_REST = timedelta(seconds=2)  # without a new document after which one more count makes the counts exact
LATE = timedelta(minutes=5)  # how long after its time a document may still be written
QUICK_SECONDS, QUICK_IMAGES = 2.0, 50_000  # what a request waits for


class Fingerprint(NamedTuple):
    """What is quickly known of the collection, and changes when it does: its size, and its newest time (UTC)."""

    images: int = 0
    newest: datetime | None = None


class Work(NamedTuple):
    """What the workers did since then: the minutes in which a worker worked, and the images."""

    minutes: int = 0
    images: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Images by label and failures by code, most frequent first, as they were at ``counted_at``.

    ``seconds`` is how long counting took; ``others`` how many documents are of other containers.
    """

    labels: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    work: Work = field(default_factory=Work)
    counted_at: datetime | None = None
    seconds: float = 0.0
    others: int = 0
    fingerprint: Fingerprint = field(default_factory=Fingerprint)

    @property
    def failed(self) -> int:
        """How many images failed."""
        return sum(self.failures.values())

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Self:
        """Return the counts of a record of the database."""
        work = record["work"] or {"minutes": 0, "labelled": 0, "failed": 0, "since": None}
        return cls(
            dict(record["labels"]),
            dict(record["failures"]),
            Work(work["minutes"], work["labelled"] + work["failed"], work["since"]),
            record["counted_at"],
            record["seconds"],
            record.get("others", 0),
            Fingerprint(record["images"], record["newest"]),
        )


def is_due(counts: Counts, now: Fingerprint, at: datetime) -> bool:
    """Tell whether the documents have changed enough since they were counted.

    While images are labelled, counting may take a twentieth of the time. Once they are not, one
    more count makes the counts exact.
    """
    if counts.counted_at is None:
        return now.images > 0
    differs = now != counts.fingerprint
    may_differ = now.newest is not None and counts.counted_at < now.newest + LATE
    if not differs and not may_differ:
        return False
    rested = differs and (now.newest is None or at - now.newest > AT_REST)
    return rested or at - counts.counted_at > timedelta(seconds=counts.seconds / MOST_OF_THE_TIME)


def is_quick(counts: Counts, now: Fingerprint) -> bool:
    """Tell whether counting will take a moment only, for which a request may wait."""
    if counts.counted_at is None:
        return now.images <= QUICK_IMAGES
    return counts.seconds <= QUICK_SECONDS
