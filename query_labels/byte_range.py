"""What a request with ``Range`` asks for: RFC 9110, section 14 (pure)."""

import re
from typing import NamedTuple

_BYTES = re.compile(r"bytes\s*=\s*(?:(\d{1,19})-(\d{0,19})|-(\d{1,19}))\s*", re.IGNORECASE | re.ASCII)


class ByteRange(NamedTuple):
    """Some bytes in a row, by the first and the last."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes there are."""
        return self.last - self.first + 1

    def content_range(self, size: int) -> str:
        """Return the value of ``Content-Range``."""
        return f"bytes {self.first}-{self.last}/{size}"


class RangeError(Exception):
    """A range has no byte of the content, which has ``size`` bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The range has no byte of the content, which has {size} bytes.")
        self.size = size


def parse_range(header: str, size: int) -> ByteRange | None:
    """Return the bytes of a content that are asked for; None for all of them.

    Whatever is not one range of bytes is passed over, as the standard allows: several at once, other units, nonsense.

    :param size: of the whole content, in bytes.
    :raises RangeError: if no byte of it is asked for.
    """
    match = _BYTES.fullmatch(header.strip())
    if not match:
        return None
    first, last, suffix = match.groups()
    if suffix is not None and size == 0 and int(suffix):
        return None  # the last bytes of nothing are nothing, which can be sent
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
