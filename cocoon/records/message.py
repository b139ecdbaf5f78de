"""Define the queue's message in Cocoon's own format: the version of a blob to label."""

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class ImageMessage:
    """A blob by container and path; ``etag`` (unquoted) is the version, if it is known."""

    container: str
    path: str
    etag: str | None = None

    def encode(self) -> str:
        """Return the message's body."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def message_id(self) -> str:
        """The MessageId: the same for the same version of the same blob."""
        return digest(self.container, self.path, self.etag or "")


def unquoted(etag: str | None) -> str | None:
    """Return an ETag without the quotes that HTTP puts around it, as blob listings give it."""
    return etag.strip('"') if etag else None


def digest(*parts: str) -> str:
    """Return a short, stable name for a sequence of strings: 128 bits in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
