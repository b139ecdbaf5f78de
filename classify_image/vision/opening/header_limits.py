"""Refuse headers that take gigabytes or minutes to read, before Pillow reads them (pure).

These checks only count a header's parts; Pillow keeps an object for each segment, chunk, tag value and tile.
"""

import re
import struct
from collections.abc import Callable
from itertools import islice

from classify_image.vision.opening.gif_header import EXTENSION, MOST_EXTENSIONS, extensions
from classify_image.vision.opening.jpeg_header import START_OF_SCAN, markers
from classify_image.vision.opening.jpeg_scans import read_scans
from classify_image.vision.opening.tiff_directory import Tiff
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import IMAGE_DAMAGED

# Segments of a JPEG, chunks of a PNG without pixels: photographs have a few dozen.
MOST_PARTS = 10_000
MOST_PIXEL_CHUNKS = 200_000
MOST_FILL = 50_000  # consecutive fill bytes in a JPEG, which Pillow reads one by one
MOST_SCANS = 200  # of a progressive JPEG; encoders write about ten, and each takes as long as decoding
MOST_VALUES = 200_000  # of a TIFF's tags, byte arrays apart: each strip or tile has two
MOST_TAGS, TIFF_DIRECTORIES = 2_000, 4  # tags of a directory; directories that are checked
# Images of a HEIF that are composed of others: a phone writes one grid for each picture.
MOST_DERIVED, MOST_OVERLAYS = 24, 4
MOST_GIF_EXTENSION_BYTES = 2_000_000
_PRIVATE = 0x8000  # from this tag on, Pillow does not read the values
_DERIVED = re.compile(rb"infe(?:.{8}|.{10})(grid|iovl|iden)", re.DOTALL)
_BYTE_TYPES = (1, 2, 6, 7)  # of TIFF


def expect_modest(content: bytes) -> None:
    """Check that a header can be read quickly.

    :raises PermanentError: ``image_damaged``, if it has more parts than any photograph.
    """
    check = next((check for mark, check in _CHECKS.items() if content.startswith(mark)), None)
    check = _heif if content[4:8] == b"ftyp" else check
    if check is None:
        return
    try:
        problem = check(content)
    except (struct.error, IndexError):
        return  # the file is truncated, which the decoder reports
    if problem:
        raise PermanentError(IMAGE_DAMAGED, f"The image is damaged, or made to do damage: {problem}.")


def _jpeg(content: bytes) -> str | None:
    """Check the number of segments before the pixels and the number of scans; metadata and trailers do not count."""
    first = list(islice(markers(content), MOST_PARTS))
    if len(first) == MOST_PARTS and first[-1][0] != START_OF_SCAN:
        return f"its header has more than {MOST_PARTS:,} segments"
    if first and content.find(b"\xff" * MOST_FILL, 0, first[-1][1]) >= 0:
        return f"it has more than {MOST_FILL:,} bytes that only fill"
    if content.count(bytes((0xFF, START_OF_SCAN))) <= MOST_SCANS:
        return None  # enough for most files: this cheap count includes metadata and trailers
    scans = read_scans(content, MOST_SCANS + 1)
    return f"it has more than {MOST_SCANS} scans" if scans and len(scans.starts) > MOST_SCANS else None


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
    """Check the extensions before the first image; Pillow joins the blocks of a comment one by one."""
    size = 0
    for at, extension in islice(extensions(content), MOST_EXTENSIONS):
        size += extension
        if size > MOST_GIF_EXTENSION_BYTES:
            return "its extensions are too large"
        if content[at] != EXTENSION:
            return None
    return f"it has more than {MOST_EXTENSIONS:,} extensions"


def _tiff(content: bytes) -> str | None:
    """Check the first directories, one of which is decoded."""
    tiff = Tiff.of(content)
    at = tiff.first() if tiff else 0
    for _ in range(TIFF_DIRECTORIES):
        if tiff is None or not at:
            break
        entries = list(islice(tiff.entries(at), MOST_TAGS + 1))
        if len(entries) > MOST_TAGS:
            return f"it has more than {MOST_TAGS:,} tags"
        values = sum(entry.values for entry in entries if entry.kind not in _BYTE_TYPES and entry.tag < _PRIVATE)
        if values > MOST_VALUES:
            return f"its tags have more than {MOST_VALUES:,} values"
        at = tiff.following(at)
    return None


def _heif(content: bytes) -> str | None:
    """Check the number of images that are composed of others, which may be composed themselves, and so on."""
    derived = [match[1] for match in islice(_DERIVED.finditer(content), MOST_DERIVED + 1)]
    if len(derived) > MOST_DERIVED or derived.count(b"iovl") > MOST_OVERLAYS:
        return "it has too many images that are put together of others"
    return None


_CHECKS: dict[bytes, Callable[[bytes], str | None]] = {
    b"\xff\xd8": _jpeg,
    b"\x89PNG\r\n\x1a\n": _png,
    b"GIF8": _gif,
    b"II": _tiff,
    b"MM": _tiff,
}
