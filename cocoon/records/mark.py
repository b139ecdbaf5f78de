"""Define the mark of a version that was sent to the queue, in the collection ``queued``. Marks expire."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from cocoon.records.message import ImageMessage

DAYS_KEPT = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """A version of a blob and when it was sent (UTC)."""

    container: str
    path: str
    etag: str | None
    at: datetime

    @property
    def id(self) -> str:
        """The MessageId of the version: one mark for each."""
        return ImageMessage(self.container, self.path, self.etag).message_id

    def encode(self) -> dict[str, Any]:
        """Return the record that the database keeps."""
        return {"_id": self.id, "container": self.container, "path": self.path, "etag": self.etag, "at": self.at}

    @classmethod
    def decode(cls, record: Mapping[str, Any]) -> Self:
        """Read a record of the database."""
        return cls(record["container"], record["path"], record["etag"], record["at"])
