"""Headers that take gigabytes or minutes to read, refused before Pillow reads them (pure).

A header's parts are counted, not kept: Pillow keeps an object for each segment, chunk, tag value and tile.
"""

import struct
from collections.abc import Callable, Iterator
from itertools import islice

from classify_image.jpeg_header import START_OF_SCAN, markers
from cocoon.errors import PermanentError

# Segments of a JPEG, chunks of a PNG but for the pixels', extensions of a GIF: photographs have some dozens.
MOST_PARTS = 10_000
MOST_PIXEL_CHUNKS = 200_000
MOST_SCANS = 200  # of a progressive JPEG; encoders write about ten, and each takes as long as decoding
MOST_VALUES = 200_000  # of all tags of a TIFF but for those of single bytes: a strip or a tile has two
MOST_GIF_EXTENSION_BYTES = 2_000_000
_BYTE_TYPES = (1, 2, 6, 7)  # of TIFF


def expect_modest(content: bytes) -> None:
    """Make sure that a header can be read at once.

    :raises PermanentError: ``image_damaged``, if it has more parts than any photograph.
    """
    check = next((check for mark, check in _CHECKS.items() if content.startswith(mark)), None)
    if check is None:
        return
    try:
        problem = check(content)
    except (struct.error, IndexError):
        return  # it ends early, which the decoder says
    if problem:
        raise PermanentError("image_damaged", f"The image is damaged, or made to do damage: {problem}.")


def _jpeg(content: bytes) -> str | None:
    if content.count(bytes((0xFF, START_OF_SCAN))) > MOST_SCANS:
        return f"it has more than {MOST_SCANS} scans"
    first = [marker for marker, _ in islice(markers(content), MOST_PARTS)]
    is_endless = len(first) == MOST_PARTS and first[-1] != START_OF_SCAN
    return f"its header has more than {MOST_PARTS:,} segments" if is_endless else None


def _png(content: bytes) -> str | None:
    at, parts, pixel_chunks = 8, 0, 0
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        at += 12 + length
        if name in (b"IDAT", b"fdAT"):
            pixel_chunks += 1
        else:
            parts += 1
        if parts > MOST_PARTS or pixel_chunks > MOST_PIXEL_CHUNKS:
            return "it has too many chunks"
    return None


def _gif(content: bytes) -> str | None:
    """Look at what is before the first image; Pillow joins the blocks of a comment one by one."""
    flags, at, size = content[10], 13, 0
    at += 3 << ((flags & 7) + 1) if flags & 0x80 else 0
    for _ in range(MOST_PARTS):
        if content[at] != 0x21:  # noqa: PLR2004 - an extension
            return None
        at += 2
        while content[at]:
            size += content[at]
            at += 1 + content[at]
            if size > MOST_GIF_EXTENSION_BYTES:
                return "its extensions are too large"
        at += 1
    return f"it has more than {MOST_PARTS:,} extensions"


def _tiff(content: bytes) -> str | None:
    values = sum(count for kind, count in _tiff_entries(content) if kind not in _BYTE_TYPES)
    return f"its tags have more than {MOST_VALUES:,} values" if values > MOST_VALUES else None


def _tiff_entries(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the type and the count of each tag of the first directory: TIFF 6.0 and BigTIFF."""
    order = "<" if content[:2] == b"II" else ">"
    is_big = struct.unpack_from(f"{order}H", content, 2)[0] == 43  # noqa: PLR2004 - BigTIFF
    (at,) = struct.unpack_from(f"{order}Q" if is_big else f"{order}I", content, 8 if is_big else 4)
    (entries,) = struct.unpack_from(f"{order}Q" if is_big else f"{order}H", content, at)
    at += 8 if is_big else 2
    for _ in range(min(entries, MOST_PARTS)):
        _, kind, count = struct.unpack_from(f"{order}HHQ" if is_big else f"{order}HHI", content, at)
        at += 20 if is_big else 12
        yield kind, count


_CHECKS: dict[bytes, Callable[[bytes], str | None]] = {
    b"\xff\xd8": _jpeg,
    b"\x89PNG\r\n\x1a\n": _png,
    b"GIF8": _gif,
    b"II": _tiff,
    b"MM": _tiff,
}


def gif_screen(content: bytes) -> tuple[int, int] | None:
    """Return the size of a GIF's screen, which Pillow fills when it opens one; None of others."""
    if not content.startswith(b"GIF8") or len(content) < 10:  # noqa: PLR2004 - where the size ends
        return None
    width, height = struct.unpack_from("<HH", content, 6)
    return width, height
