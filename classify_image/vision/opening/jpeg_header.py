"""Read what Pillow does not expose of a JPEG's header (pure): ITU-T T.81, annex B."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

END_OF_IMAGE = b"\xff\xd9"
_MARKER = re.compile(rb"\xff+([^\xff])", re.DOTALL)
START_OF_SCAN, _FRAMES = 0xDA, frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = (0x00, 0x01, *range(0xD0, 0xDA))  # markers without a length, and 0x00, which is no marker
_APP1, _JPEG_LS, _TWELVE = 0xE1, 0xF7, 12
_PROCESSES = {0xC3: "lossless", 0xC5: "hierarchical", 0xC6: "hierarchical", 0xC7: "hierarchical", 0xF7: "JPEG-LS"}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})


@dataclass(frozen=True, slots=True)
class JpegFrame:
    """A frame: its size in pixels, its samples per pixel (all components), and whether they come in several scans."""

    width: int
    height: int
    samples: float
    in_several_scans: bool


def read_frame(content: bytes) -> JpegFrame | None:
    """Return the frame that a JPEG's header describes; None if it cannot be read."""
    frame = scan = 0
    marker = 0
    try:
        for each, at in markers(content):
            if each in _FRAMES and not frame:
                marker, frame = each, at
            elif each == START_OF_SCAN:
                scan = at
        if not frame or not scan:
            return None
        height, width, components = struct.unpack_from(">HHB", content, frame + 1)
        factors = [content[frame + 7 + 3 * number] for number in range(components)]
        sides = [(factor >> 4, factor & 0x0F) for factor in factors]
        largest = max(across for across, _ in sides) * max(down for _, down in sides)
        samples = sum(across * down for across, down in sides) / largest
        return JpegFrame(width, height, samples, marker in _PROGRESSIVE or content[scan] < components)
    except (IndexError, ValueError, ZeroDivisionError, struct.error):
        return None


def markers(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker up to the first scan, with the offset of its segment's content.

    Bytes between segments and fill bytes are skipped, as decoders do.

    :raises IndexError: if the file is truncated within a segment.
    :raises struct.error: likewise.
    """
    at = 2
    while match := _MARKER.search(content, at):
        marker, at = match[1][0], match.end()
        yield marker, at + 2
        if marker == START_OF_SCAN:
            return
        if marker not in _STANDALONE:
            at += int(struct.unpack_from(">H", content, at)[0])


def first_exif(content: bytes) -> bytes:
    """Return the content of the first EXIF segment, from its TIFF header on; empty if there is none."""
    try:
        for marker, at in markers(content):
            if marker == _APP1 and content.startswith(b"Exif\0", at):  # a padding byte of any value follows
                (length,) = struct.unpack_from(">H", content, at - 2)
                return content[at + 6 : at - 2 + length]
    except (IndexError, struct.error):
        pass  # the file is truncated
    return b""


def unusual_process(content: bytes) -> str | None:
    """Return the coding process of a JPEG if few programs read it, as from scanners and medical devices; else None."""
    if not content.startswith(b"\xff\xd8"):
        return None
    try:
        for marker, at in markers(content):
            if marker in _FRAMES or marker == _JPEG_LS:
                return "12 bits" if content[at] == _TWELVE else _PROCESSES.get(marker)
    except (IndexError, struct.error):
        pass  # the file is truncated
    return None
