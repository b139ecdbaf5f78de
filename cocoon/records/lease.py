"""Define the right of one host to list a container for a time, in the collection ``leases``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class LeaseRecord:
    """The holder of a container's lease, and its end (UTC)."""

    container: str
    owner: str
    until: datetime

    @property
    def id(self) -> str:
        """The record's ``_id``: one lease for each container."""
        return self.container

    def encode(self) -> dict[str, Any]:
        """Return the fields as the database keeps them, without the ``_id``."""
        return {"owner": self.owner, "until": self.until}

    @property
    def own(self) -> dict[str, Any]:
        """The filter of the lease if this owner holds it already."""
        return {"_id": self.id, "owner": self.owner}

    def free(self, now: datetime) -> dict[str, Any]:
        """Return the filter of the lease if it has ended."""
        return {"_id": self.id, "until": {"$lt": now}}
