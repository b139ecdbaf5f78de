"""Repair a file that cannot be decoded as it is, without touching its pixels (pure).

Metadata is dropped, because it may be broken in any way, and a missing end marker is added.
"""

import re
import struct
import zlib
from collections.abc import Callable

from classify_image.vision.opening.jpeg_header import END_OF_IMAGE, START_OF_SCAN, markers
from classify_image.vision.opening.jpeg_scans import read_scans

_PNG = b"\x89PNG\r\n\x1a\n"
_TRANSPARENCY = b"tRNS"
_WEBP_PIXELS = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_WEBP_METADATA = 0x0C  # the flags of VP8X that announce EXIF and XMP
_EXIF_ITEM = re.compile(rb"(infe(?:.{8}|.{10}))(?:Exif|mime)", re.DOTALL)
_ISO_HEADER = 1 << 20  # bytes within which the items of an image are declared
# The segments of a JPEG that the pixels need, colour profiles, and Adobe's colour transform.
_JPEG_NEEDED = (0xE2, 0xEE, *range(0xC0, 0xE0))


def mended(content: bytes) -> bytes | None:
    """Return the repaired file; None if there is nothing to repair."""
    mend = next((mend for signature, mend in _MENDERS.items() if content.startswith(signature)), None)
    if mend is None and content[4:8] == b"ftyp":
        mend = _iso
    try:
        repaired = mend(content) if mend else None
    except (IndexError, struct.error):
        return None
    return None if repaired == content else repaired


def is_cut(content: bytes) -> bool:
    """Return whether a JPEG ends without an end marker."""
    try:
        scans = read_scans(content) if content.startswith(b"\xff\xd8") else None
    except (IndexError, struct.error):
        return True
    return scans is not None and not scans.is_whole


def _jpeg(content: bytes) -> bytes:
    """Keep the segments that the pixels need, cut off any trailer, and append an end marker."""
    scans = read_scans(content)
    if scans is None:
        return content
    parts = [content[:2]]
    for marker, at in markers(content):
        if marker in _JPEG_NEEDED and marker != START_OF_SCAN and at + 2 <= len(content):
            (length,) = struct.unpack_from(">H", content, at - 2)
            parts.append(content[at - 4 : at - 2 + length])
    pixels = content[scans.begin : scans.end].removesuffix(END_OF_IMAGE if scans.is_whole else b"\xff")
    return b"".join((*parts, pixels, END_OF_IMAGE))


def _png(content: bytes) -> bytes:
    """Keep the critical chunks, whose names begin with a capital letter, and transparency."""
    parts, at = [_PNG], len(_PNG)
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        whole = content[at : at + 12 + length]
        if name == b"IEND":
            break
        if name[:1].isupper() or name == _TRANSPARENCY:
            parts.append(whole if len(whole) == 12 + length else _chunk(name, whole[8:]))
        at += 12 + length
    return b"".join((*parts, _chunk(b"IEND", b"")))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), name) + data + struct.pack(">I", zlib.crc32(name + data))


def _webp(content: bytes) -> bytes:
    """Keep the chunks with pixels, and correct the size in the header."""
    parts, at = [], 12
    while at + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, at)
        chunk = content[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~_WEBP_METADATA,)) + chunk[9:]
        if name in _WEBP_PIXELS:
            parts.append(chunk.ljust(8 + length + length % 2, b"\0") if len(chunk) == 8 + length else chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _iso(content: bytes) -> bytes:
    """Change the type of metadata items to one that no decoder reads."""
    return _EXIF_ITEM.sub(rb"\1skip", content[:_ISO_HEADER]) + content[_ISO_HEADER:]


def _bmp(content: bytes) -> bytes:
    """Pad the last row, whose length must be a multiple of four bytes."""
    return content + bytes(3)


_MENDERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"\xff\xd8": _jpeg,
    _PNG: _png,
    b"RIFF": _webp,
    b"BM": _bmp,
}
