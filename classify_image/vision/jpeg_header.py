"""What the header of a JPEG says beyond what Pillow tells (pure): ITU-T T.81, annex B."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

END_OF_IMAGE = b"\xff\xd9"
_FIRST_BYTE, START_OF_SCAN, _FRAMES = b"\xff", 0xDA, frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = (0x00, 0x01, 0xFF, *range(0xD0, 0xDA))  # markers without a length, and what is none
_APP1 = 0xE1
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})


@dataclass(frozen=True, slots=True)
class JpegFrame:
    """Its size in pixels, how many samples of all components a pixel has, and whether they come in several scans."""

    width: int
    height: int
    samples: float
    in_several_scans: bool


def read_frame(content: bytes) -> JpegFrame | None:
    """Return the frame that a JPEG's header describes, or None if that cannot be read."""
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
    """Yield the markers up to the first scan, each with where its segment's content begins.

    What is between segments is passed over, as decoders do; a byte that only fills is yielded as a marker of its own.

    :raises IndexError: if the content ends within one.
    :raises struct.error: likewise.
    """
    at = 2
    while (at := content.find(_FIRST_BYTE, at)) >= 0:
        marker = content[at + 1]
        yield marker, at + 4
        if marker == START_OF_SCAN:
            return
        at += 1 if marker in _STANDALONE else 2 + int(struct.unpack_from(">H", content, at + 2)[0])


def first_exif(content: bytes) -> bytes:
    """Return what the first EXIF segment holds, from its TIFF header on; nothing if there is none."""
    try:
        for marker, at in markers(content):
            if marker == _APP1 and content.startswith(b"Exif\0", at):  # a byte to fill up follows, of any value
                (length,) = struct.unpack_from(">H", content, at - 2)
                return content[at + 6 : at - 2 + length]
    except (IndexError, struct.error):
        pass  # it ends early
    return b""
