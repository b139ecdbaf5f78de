"""Read the directories of TIFF files, EXIF blocks and most raw files (pure): TIFF 6.0, BigTIFF."""

import re
import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self

_BYTE_ORDERS = {b"II": "<", b"MM": ">"}
_BIG = 43
_SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8)  # bytes of a value, by its type
_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I"}
SHORT = 3
_MOST_ENTRIES = 10_000


class Entry(NamedTuple):
    """A tag: its type, the number of its values, and their offset."""

    tag: int
    kind: int
    values: int
    at: int


class Tiff(NamedTuple):
    """Reads the directories of a file in its byte order."""

    content: bytes
    order: str
    is_big: bool

    @classmethod
    def of(cls, content: bytes) -> Self | None:
        """Return a reader for a file with any magic number; None if it has no byte order."""
        order = _BYTE_ORDERS.get(content[:2])
        if order is None or len(content) < 8:  # noqa: PLR2004 - the header
            return None
        return cls(content, order, struct.unpack_from(f"{order}H", content, 2)[0] == _BIG)

    def first(self) -> int:
        """Return the offset of the first directory.

        :raises struct.error: if the file is truncated.
        """
        return self._number("Q", 8) if self.is_big else self._number("I", 4)

    def entries(self, at: int) -> Iterator[Entry]:
        """Yield the entries of a directory.

        :raises struct.error: if the file is truncated within it.
        """
        length = 20 if self.is_big else 12
        start, count = at + (8 if self.is_big else 2), self._number("Q" if self.is_big else "H", at)
        for number in range(min(count, _MOST_ENTRIES)):
            where = start + length * number
            tag, kind, values = struct.unpack_from(self.order + ("HHQ" if self.is_big else "HHI"), self.content, where)
            room, inline = (8, where + 12) if self.is_big else (4, where + 8)
            size = (_SIZES[kind] if kind < len(_SIZES) else 0) * values
            yield Entry(
                tag, kind, values, inline if size <= room else self._number("Q" if self.is_big else "I", inline)
            )

    def following(self, at: int) -> int:
        """Return the offset of the next directory, 0 if there is none.

        :raises struct.error: if the file is truncated.
        """
        if self.is_big:
            return self._number("Q", at + 8 + 20 * self._number("Q", at))
        return self._number("I", at + 2 + 12 * self._number("H", at))

    def integers(self, entry: Entry, most: int = 1) -> list[int]:
        """Return up to ``most`` values of an entry; none if they are not integers.

        :raises struct.error: if the file is truncated before them.
        """
        letter = _INTEGERS.get(entry.kind)
        if letter is None:
            return []
        return list(struct.unpack_from(f"{self.order}{min(entry.values, most)}{letter}", self.content, entry.at))

    def _number(self, letter: str, at: int) -> int:
        return int(struct.unpack_from(self.order + letter, self.content, at)[0])


def tiff_kind(content: bytes) -> str | None:
    """Return the tags that describe a TIFF's pixels, as text; None if its directory cannot be read."""
    tiff = Tiff.of(content)
    try:
        entries = {entry.tag: entry for entry in tiff.entries(tiff.first())} if tiff else {}
        values_by_name = {
            name: tiff.integers(entries[tag], _MOST_SAMPLES) for tag, name in _KIND.items() if tiff and tag in entries
        }
    except struct.error:
        return None
    return ", ".join(f"{name} {' '.join(map(str, values))}" for name, values in values_by_name.items()) or None


_KIND = {258: "BitsPerSample", 259: "Compression", 262: "PhotometricInterpretation", 339: "SampleFormat"}
_MOST_SAMPLES = 5


def first_number(tags: Mapping[int, object], tag: int, default: int) -> int:
    """Return the first number of a tag that Pillow has read, which may have several."""
    match = re.search(r"\d+", str(tags.get(tag, default)))
    return int(match[0]) if match else default
