"""The scans of a JPEG, and where its pixels end: not what metadata, a video behind it or another trailer holds (pure).

ITU-T T.81, B.1.1.2: within the pixels each byte 0xFF is followed by a zero, or by the number of a restart marker.
"""

import re
import struct
from typing import NamedTuple

from classify_image.vision.opening.jpeg_header import START_OF_SCAN, markers, read_frame

_NEXT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_END = 0xD9
_BETWEEN = (0xC4, 0xDB, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0))  # tables, comments and applications' segments
_MOST_SEGMENTS = 10_000
MOST_SCANS = 1_000  # far more than are decoded


class JpegScans(NamedTuple):
    """Where the scans' parameters lie, where the pixels begin and end, and whether an end marker says that they do."""

    starts: list[int]
    begin: int
    end: int
    is_whole: bool


def read_scans(content: bytes, most: int = MOST_SCANS) -> JpegScans | None:
    """Return the scans, up to ``most`` of them; None if there is none.

    :raises IndexError: if the content ends within a segment.
    :raises struct.error: likewise.
    """
    start = next((at for marker, at in markers(content) if marker == START_OF_SCAN), None)
    if start is None:
        return None
    frame = read_frame(content)
    has_one = frame is not None and not frame.in_several_scans
    starts, begin, at = [start], start - 4, _behind(content, start)
    for _ in range(_MOST_SEGMENTS):
        found = _NEXT.search(content, at)
        if found is None:
            return JpegScans(starts, begin, len(content), is_whole=False)
        marker = found[1][0]
        if marker == _END:
            return JpegScans(starts, begin, found.end(), is_whole=True)
        if has_one or not _belongs(content, marker, found.end() + 2):
            break
        if marker == START_OF_SCAN:
            starts.append(found.end() + 2)
            if len(starts) >= most:
                break
        at = _behind(content, found.end() + 2)
    return JpegScans(starts, begin, found.start() if found else len(content), is_whole=False)


def _belongs(content: bytes, marker: int, at: int) -> bool:
    """Tell whether a segment whose content begins here may stand between scans, or is a scan's."""
    if marker != START_OF_SCAN:
        return marker in _BETWEEN
    return _behind(content, at) - at == 4 + 2 * content[at]  # its length is that of its parameters


def _behind(content: bytes, at: int) -> int:
    """Return where a segment ends whose content begins here."""
    return at - 2 + int(struct.unpack_from(">H", content, at - 2)[0])
