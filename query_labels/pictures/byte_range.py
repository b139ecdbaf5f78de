"""Parse the header ``Range``: RFC 9110, section 14 (pure)."""

import re
from typing import NamedTuple

_BYTES = re.compile(r"bytes\s*=\s*(?:(\d{1,19})-(\d{0,19})|-(\d{1,19}))\s*", re.IGNORECASE | re.ASCII)


class ByteRange(NamedTuple):
    """A range of bytes, from the first to the last."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """The number of bytes."""
        return self.last - self.first + 1

    def content_range(self, size: int) -> str:
        """Return the value of ``Content-Range``."""
        return f"bytes {self.first}-{self.last}/{size}"


class RangeError(Exception):
    """The content, of ``size`` bytes, has no byte of the range."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The range has no byte of the content, which has {size} bytes.")
        self.size = size


def parse_range(header: str, size: int) -> ByteRange | None:
    """Return the requested range of a content; None for all of it.

    Several ranges, other units and malformed values are ignored, as the standard allows.

    :param size: of the whole content, in bytes.
    :raises RangeError: if the content has no byte of the range.
    """
    match = _BYTES.fullmatch(header.strip())
    if not match:
        return None
    first, last, suffix = match.groups()
    if suffix is not None and size == 0 and int(suffix):
        return None  # the last bytes of an empty content are an empty content
    if suffix is not None:
        first_byte, last_byte = max(0, size - int(suffix)), size - 1
        if int(suffix) == 0:
            raise RangeError(size)
    else:
        first_byte, last_byte = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < int(first):
            return None
    if first_byte >= size:
        raise RangeError(size)
    return ByteRange(first_byte, last_byte)
