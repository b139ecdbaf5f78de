"""What the codestream of a JPEG 2000 says beyond what Pillow tells (pure): ITU-T T.800, annex A."""

import struct
from dataclasses import dataclass

_START = b"\xff\x4f\xff\x51"  # SOC, and SIZ behind it
_CODING, _TILE_PART = 0xFF52, 0xFF90
_LEVELS = 9  # bytes from COD's marker to its decomposition levels


@dataclass(frozen=True, slots=True)
class Codestream:
    """A tile's size in pixels, the components, and how often the size may be halved while it is decoded."""

    tile_width: int
    tile_height: int
    components: int
    halvings: int


def read_codestream(content: bytes) -> Codestream | None:
    """Return what the main header says, or None if it cannot be read."""
    start = content.find(_START)
    if start < 0:
        return None
    try:
        tile_width, tile_height = struct.unpack_from(">II", content, start + 24)
        (components,) = struct.unpack_from(">H", content, start + 40)
        return Codestream(tile_width, tile_height, components, _halvings(content, start + 2))
    except (struct.error, IndexError):
        return None


def _halvings(content: bytes, at: int) -> int:
    """Return the decomposition levels of COD, from a segment of the main header on; 0 without one."""
    while True:
        marker, length = struct.unpack_from(">HH", content, at)
        if marker == _CODING:
            return content[at + _LEVELS]
        if marker == _TILE_PART or length < 2:  # noqa: PLR2004 - a length counts itself
            return 0
        at += 2 + length
