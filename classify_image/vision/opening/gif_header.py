"""Read the blocks of a GIF before its pixels (pure): GIF89a."""

import struct
from collections.abc import Iterator
from itertools import islice

EXTENSION, _IMAGE = 0x21, 0x2C
MOST_EXTENSIONS = 10_000  # pictures have a few


def extensions(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the offset and the size in bytes of each extension, and finally the offset of the first other block.

    :raises IndexError: if the file is truncated before that block.
    """
    at = 13 + (3 << ((content[10] & 7) + 1) if content[10] & 0x80 else 0)
    while content[at] == EXTENSION:
        begin, size = at, 0
        at += 2
        while content[at]:
            size += content[at]
            at += 1 + content[at]
        at += 1
        yield begin, size
    yield at, 0


def canvas_size(content: bytes) -> tuple[int, int] | None:
    """Return the size of the canvas that Pillow fills when it opens a GIF; None for other formats."""
    if not content.startswith(b"GIF8") or len(content) < 13:  # noqa: PLR2004 - where the header ends
        return None
    width, height = struct.unpack_from("<HH", content, 6)
    try:
        at = _first_image(content)
        left, top, across, down = struct.unpack_from("<HHHH", content, at + 1)
    except (IndexError, struct.error):
        return width, height
    return max(width, left + across), max(height, top + down)


def _first_image(content: bytes) -> int:
    """Return the offset of the first image descriptor.

    :raises IndexError: if there is none.
    """
    for at, _ in islice(extensions(content), MOST_EXTENSIONS):
        if content[at] == _IMAGE:
            return at
    raise IndexError
