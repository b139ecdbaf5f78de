"""Find the scans of a JPEG and the end of its pixels, apart from metadata, appended videos and other trailers (pure).

ITU-T T.81, B.1.1.2: within the pixels each byte 0xFF is followed by a zero, or by the number of a restart marker.
"""

import re
import struct
from typing import NamedTuple

from classify_image.vision.opening.jpeg_header import START_OF_SCAN, markers, read_frame

_NEXT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_END = 0xD9
_BETWEEN = (0xC4, 0xDB, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0))  # tables, comments and application segments
_MOST_SEGMENTS = 10_000
MOST_SCANS = 1_000  # far more than are decoded


class JpegScans(NamedTuple):
    """The offsets of the scans' parameters, the bounds of the pixels, and whether an end marker follows them."""

    starts: list[int]
    begin: int
    end: int
    is_whole: bool


def read_scans(content: bytes, most: int = MOST_SCANS) -> JpegScans | None:
    """Return the scans, at most ``most`` of them; None if there are none.

    :raises IndexError: if the file is truncated within a segment.
    :raises struct.error: likewise.
    """
    start = next((at for marker, at in markers(content) if marker == START_OF_SCAN), None)
    if start is None:
        return None
    frame = read_frame(content)
    has_single_scan = frame is not None and not frame.in_several_scans
    starts, begin, at = [start], start - 4, _segment_end(content, start)
    for _ in range(_MOST_SEGMENTS):
        match = _NEXT.search(content, at)
        if match is None:
            return JpegScans(starts, begin, len(content), is_whole=False)
        marker = match[1][0]
        if marker == _END:
            return JpegScans(starts, begin, match.end(), is_whole=True)
        if has_single_scan or not _continues_scans(content, marker, match.end() + 2):
            break
        if marker == START_OF_SCAN:
            starts.append(match.end() + 2)
            if len(starts) >= most:
                break
        at = _segment_end(content, match.end() + 2)
    return JpegScans(starts, begin, match.start() if match else len(content), is_whole=False)


def _continues_scans(content: bytes, marker: int, at: int) -> bool:
    """Return whether the segment whose content begins at ``at`` starts a scan or may stand between scans."""
    if marker != START_OF_SCAN:
        return marker in _BETWEEN
    return _segment_end(content, at) - at == 4 + 2 * content[at]  # its length is that of its parameters


def _segment_end(content: bytes, at: int) -> int:
    """Return the end of the segment whose content begins at ``at``."""
    return at - 2 + int(struct.unpack_from(">H", content, at - 2)[0])
