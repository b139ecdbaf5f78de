"""Headers that take gigabytes or minutes to read, refused before Pillow reads them (pure).

A header's parts are counted, not kept: Pillow keeps an object for each segment, chunk, tag value and tile.
"""

import struct
from collections.abc import Callable
from itertools import islice

from classify_image.vision.jpeg_header import END_OF_IMAGE, START_OF_SCAN, markers
from classify_image.vision.tiff_directory import Tiff
from cocoon.errors import PermanentError

# Segments of a JPEG, chunks of a PNG but for the pixels', extensions of a GIF: photographs have some dozens.
MOST_PARTS = 10_000
MOST_PIXEL_CHUNKS = 200_000
MOST_SCANS = 200  # of a progressive JPEG; encoders write about ten, and each takes as long as decoding
MOST_VALUES = 200_000  # of the tags of a TIFF that are no single bytes: a strip or a tile has two
MOST_GIF_EXTENSION_BYTES = 2_000_000
_PRIVATE = 0x8000  # the first tag of those whose values Pillow does not look at
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
    """Count the segments before the pixels, and the scans of these; not what metadata and trailers hold."""
    first = list(islice(markers(content), MOST_PARTS))
    if not first:
        return None
    marker, at = first[-1]
    if marker != START_OF_SCAN:
        return f"its header has more than {MOST_PARTS:,} segments" if len(first) == MOST_PARTS else None
    end = content.find(END_OF_IMAGE, at)
    scans = 1 + content.count(bytes((0xFF, START_OF_SCAN)), at, end if end >= 0 else len(content))
    return f"it has more than {MOST_SCANS} scans" if scans > MOST_SCANS else None


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
    tiff = Tiff.of(content)
    entries = tiff.entries(tiff.first()) if tiff else ()
    values = sum(entry.values for entry in entries if entry.kind not in _BYTE_TYPES and entry.tag < _PRIVATE)
    return f"its tags have more than {MOST_VALUES:,} values" if values > MOST_VALUES else None


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
