"""Define the token that changes each time a container's labels are cleared, in the collection ``clearings``.

MessageIds end with it: the queue's duplicate detection remembers them for its window, so what is sent after a clearing
must differ from what was sent before.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class ClearingToken:
    """The token of a container."""

    container: str
    value: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    @property
    def message_id_suffix(self) -> str:
        """Return the suffix of MessageIds that are sent while this token is current."""
        return f"-{self.value}"

    def encode(self) -> dict[str, Any]:
        """Return the record that the database keeps."""
        return {"_id": self.container, "value": self.value}

    @classmethod
    def decode(cls, container: str, record: Mapping[str, Any]) -> Self:
        """Read a record of the database."""
        return cls(container, record["value"])
