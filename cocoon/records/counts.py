"""Define the totals over all images of a container, in the collection ``counts``: one record for each container."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Self

FORMER_ID = "counts"  # of the one record that versions until 0.1 kept


class Fingerprint(NamedTuple):
    """A cheap way to detect changes of the collection: its estimated size and its newest time (UTC)."""

    images: int = 0
    newest: datetime | None = None


class Work(NamedTuple):
    """The work since a time: the workers' active minutes, added up, and the number of images."""

    minutes: int = 0
    images: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Images by label and failures by code, the most frequent first, as of ``counted_at``.

    ``seconds`` is how long counting took; ``others`` is the number of documents of other containers.
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
        """The number of failed images."""
        return sum(self.failures.values())

    def encode(self, container: str) -> dict[str, Any]:
        """Return the record that the database keeps. Labels are pairs, because a name may hold "." or "$"."""
        work = self.work
        return {
            "_id": record_id(container),
            "labels": [[name, images] for name, images in self.labels.items()],
            "failures": [[code, images] for code, images in self.failures.items()],
            "work": {"minutes": work.minutes, "labelled": work.images, "failed": 0, "since": work.since},
            "others": self.others,
            "counted_at": self.counted_at,
            "seconds": self.seconds,
            "images": self.fingerprint.images,
            "newest": self.fingerprint.newest,
        }

    @classmethod
    def decode(cls, record: Mapping[str, Any]) -> Self:
        """Read a record of the database."""
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


def record_id(container: str) -> str:
    """Return the ``_id`` of a container's record."""
    return f"counts/{container}"
