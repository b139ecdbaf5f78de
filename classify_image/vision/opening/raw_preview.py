"""Recognize a camera's raw file, and find the large JPEG preview in it (pure).

The TIFF tags are from Adobe's DNG specification 1.7, the signatures from LibRaw's ``identify.cpp``.
"""

import struct
from collections import deque
from collections.abc import Iterator
from itertools import islice

from classify_image.vision.opening.jpeg_header import START_OF_SCAN, markers
from classify_image.vision.opening.tiff_directory import Entry, Tiff

_SIGNATURES = {
    b"FUJIFILMCCD-RAW": "RAF",
    b"FOVb": "X3F",
    b"\0MRM": "MRW",
    b"IIRO": "ORF",
    b"IIRS": "ORF",
    b"MMOR": "ORF",
    b"IIU\0": "RW2",
    b"II\x1a\0\0\0HEAPCCDR": "CRW",
}
_TIFF = (b"II*\0", b"MM\0*")
_MAKERS = {b"NIKON": "NEF", b"SONY": "ARW", b"PENTAX": "PEF", b"SAMSUNG": "SRW", b"PHASE ONE": "IIQ"}
_LONGEST_MAKE = 20
_SUB_DIRECTORIES, _TILE_OFFSETS, _MOST_TILES = 0x14A, 0x144, 10_000  # tiles hold sensor data, strips previews
_SENSOR_VALUES = ([32803], [34892])  # photometric interpretations: colour filter array, and LinearRaw
_RAW_COMPRESSIONS = ([32767], [32770], [34713], [65535])  # by Sony, Samsung, Nikon and Pentax
_MOST_DIRECTORIES = 20

_START = b"\xff\xd8\xff"
_END = b"\xff\xd9"
_DCT_FRAMES = (0xC0, 0xC1, 0xC2)  # sensor data is in lossless JPEGs, which have other frames
_MOST_CANDIDATES, _LONGEST_HEADER, _MOST_SEGMENTS = 100, 1 << 19, 500


def raw_format(content: bytes) -> str | None:
    """Return the usual extension of a file's raw format, such as "NEF"; None if it is not raw."""
    for signature, name in _SIGNATURES.items():
        if content.startswith(signature):
            return name
    if content[4:12] == b"ftypcrx ":
        return "CR3"
    if content[8:10] == b"CR" and content[:4] in _TIFF:
        return "CR2"
    return _tiff_raw(content) if content[:4] in _TIFF else None


def find_preview(content: bytes, smallest: int) -> bytes | None:
    """Return the largest JPEG within a raw file whose longer side has at least ``smallest`` pixels, or None."""
    longest_side, preview = smallest - 1, None
    sensor_tiles = {
        at for entry, values in _entries(content, _MOST_TILES) if entry.tag == _TILE_OFFSETS for at in values
    }
    for start in _starts(content):
        if start in sensor_tiles:
            continue
        header = content[start : start + _LONGEST_HEADER]
        size, scan = _size_and_scan(header)
        if scan and max(size) > longest_side:
            end = content.find(_END, start + scan)
            longest_side, preview = max(size), content[start : end + len(_END) if end >= 0 else len(content)]
    return preview


def tiff_header(content: bytes) -> bytes:
    """Return the bytes that can be read as an EXIF block: the raw file itself, or its part with the orientation."""
    if content[4:12] == b"ftypcrx ":
        at = content.find(b"CMT1", 0, _LONGEST_HEADER)
        return content[at + 4 : at + _LONGEST_HEADER] if at >= 0 else b""
    if content[:2] in (b"II", b"MM"):
        magic = b"II*\0" if content.startswith(b"II") else b"MM\0*"
        return magic + content[4:_LONGEST_HEADER]
    return b""


def _starts(content: bytes) -> Iterator[int]:
    at = 0
    for _ in range(_MOST_CANDIDATES):
        if (at := content.find(_START, at)) < 0:
            return
        yield at
        at += 1


def _size_and_scan(jpeg: bytes) -> tuple[tuple[int, int], int]:
    """Return the width and height, and the offset of the first scan: 0 if the JPEG cannot be shown."""
    size = (0, 0)
    try:
        for marker, at in islice(markers(jpeg), _MOST_SEGMENTS):
            if marker in _DCT_FRAMES:
                _, height, width = struct.unpack_from(">BHH", jpeg, at)
                size = width, height
            elif marker == START_OF_SCAN:
                return size, at if all(size) else 0
    except (IndexError, struct.error):
        pass  # not a JPEG after all
    return size, 0


def _tiff_raw(content: bytes) -> str | None:
    maker, is_raw = "camera raw", False
    for entry, values in _entries(content):
        match entry.tag:
            case 0xC612:  # DNGVersion
                return "DNG"
            case 0x10F:  # Make
                text = content[entry.at : entry.at + _LONGEST_MAKE].upper()
                maker = next((name for make, name in _MAKERS.items() if text.startswith(make)), maker)
            case 0x106:  # PhotometricInterpretation
                is_raw |= values in _SENSOR_VALUES
            case 0x103:  # Compression
                is_raw |= values in _RAW_COMPRESSIONS
    return maker if is_raw else None


def _entries(content: bytes, most: int = 1) -> Iterator[tuple[Entry, list[int]]]:
    """Yield the entries of all directories of a TIFF, nested ones included, each with its first integer.

    :param most: how many integers of the tile offsets are read.
    """
    tiff = Tiff.of(content)
    if tiff is None:
        return
    try:
        pending = deque([tiff.first()])
        for _ in range(_MOST_DIRECTORIES):
            if not pending:
                return
            directory = pending.popleft()
            for entry in tiff.entries(directory):
                if entry.tag == _SUB_DIRECTORIES:
                    pending += tiff.integers(entry, _MOST_DIRECTORIES)
                yield entry, tiff.integers(entry, most if entry.tag == _TILE_OFFSETS else 1)
            if following := tiff.following(directory):
                pending.append(following)
    except struct.error:
        return  # the file is truncated
