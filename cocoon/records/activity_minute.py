"""Define the record of a worker's activity in one minute, in the collection ``activity``. Records expire."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class ActivityMinute:
    """A worker's totals of a minute (UTC); ``busy_ms`` is the time spent decoding and classifying."""

    worker: str
    minute: datetime
    labelled: int
    failed: int
    busy_ms: int

    def encode(self) -> dict[str, Any]:
        """Return the fields as the database keeps them."""
        return asdict(self)

    @classmethod
    def decode(cls, record: Mapping[str, Any]) -> Self:
        """Read a record of the database."""
        return cls(record["worker"], record["minute"], record["labelled"], record["failed"], record["busy_ms"])
