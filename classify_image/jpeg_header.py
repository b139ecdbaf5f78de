"""What the header of a JPEG says beyond what Pillow tells (pure): ITU-T T.81, annex B."""

import struct
from dataclasses import dataclass

_FIRST_BYTE, _START_OF_SCAN, _FRAMES = 0xFF, 0xDA, frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = (0x01, *range(0xD0, 0xD9))  # markers without a length
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
    markers = _markers(content)
    frame = next(((marker, at) for marker, at in markers if marker in _FRAMES), None)
    scan = next((at for marker, at in markers if marker == _START_OF_SCAN), None)
    try:
        if frame is None or scan is None:
            return None
        marker, at = frame
        height, width, components = struct.unpack_from(">HHB", content, at + 1)
        factors = [content[at + 7 + 3 * number] for number in range(components)]
        sides = [(factor >> 4, factor & 0x0F) for factor in factors]
        largest = max(across for across, _ in sides) * max(down for _, down in sides)
        samples = sum(across * down for across, down in sides) / largest
        return JpegFrame(width, height, samples, marker in _PROGRESSIVE or content[scan] < components)
    except (IndexError, ValueError, ZeroDivisionError, struct.error):
        return None


def _markers(content: bytes) -> list[tuple[int, int]]:
    """Return the markers up to the first scan, each with where its segment's content begins."""
    found, at = [], 2
    while at + 4 <= len(content) and content[at] == _FIRST_BYTE:
        marker = content[at + 1]
        if marker == _FIRST_BYTE:  # it only fills
            at += 1
        elif marker in _STANDALONE:
            at += 2
        else:
            found.append((marker, at + 4))
            if marker == _START_OF_SCAN:
                break
            at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    return found
