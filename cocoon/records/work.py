"""Define the work of the workers: what their cost follows from (pure)."""

from datetime import datetime
from typing import NamedTuple, Self


class Work(NamedTuple):
    """The minutes in which workers did something, added up, and the images that they have done since a time (UTC)."""

    minutes: int = 0
    images: int = 0
    since: datetime | None = None

    def plus(self, other: Self) -> "Work":
        """Return the sum of two amounts of work."""
        since = min((each.since for each in (self, other) if each.since), default=None)
        return Work(self.minutes + other.minutes, self.images + other.images, since)
