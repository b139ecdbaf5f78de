"""Read what Pillow does not expose of a JPEG 2000 codestream (pure): ITU-T T.800, annex A."""

import struct
from dataclasses import dataclass

_START = b"\xff\x4f\xff\x51"  # SOC, then SIZ
_CODING, _TILE_PART = 0xFF52, 0xFF90
_MOST_BOXES = 1000
_LEVELS = 9  # bytes from COD's marker to its decomposition levels


@dataclass(frozen=True, slots=True)
class Codestream:
    """A tile's size in pixels, the number of components, and how often decoding may halve the size."""

    tile_width: int
    tile_height: int
    components: int
    halvings: int


def read_codestream(content: bytes, size: tuple[int, int]) -> Codestream | None:
    """Return the main header; None if it cannot be read, or its size is not the image's."""
    try:
        start = _start(content)
        if content[start : start + 4] != _START:
            return None
        width, height, left, top, tile_width, tile_height = struct.unpack_from(">IIIIII", content, start + 8)
        (components,) = struct.unpack_from(">H", content, start + 40)
        if (width - left, height - top) != size or not (tile_width and tile_height):
            return None
        return Codestream(tile_width, tile_height, components, _halvings(content, start + 2))
    except (struct.error, IndexError):
        return None


def _start(content: bytes) -> int:
    """Return the offset of the codestream: 0, or within the first ``jp2c`` box (ITU-T T.800, annex I)."""
    if content.startswith(_START):
        return 0
    at = 0
    for _ in range(_MOST_BOXES):
        length, name = struct.unpack_from(">I4s", content, at)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", content, at + 8)
            head = 16
        if name == b"jp2c":
            return at + head
        if length < head:
            break
        at += int(length)
    raise IndexError


def _halvings(content: bytes, at: int) -> int:
    """Return the number of decomposition levels in the first COD segment from ``at`` on; 0 without COD."""
    while True:
        marker, length = struct.unpack_from(">HH", content, at)
        if marker == _CODING:
            return content[at + _LEVELS]
        if marker == _TILE_PART or length < 2:  # noqa: PLR2004 - a length counts itself
            return 0
        at += 2 + length
