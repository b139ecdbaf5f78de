"""Images whose EXIF and other metadata are broken, and which show all the same."""

import struct
from collections.abc import Iterator

from PIL import Image

from tests.kits.image_files import (
    ASCII,
    LONG,
    ORIENTATION,
    SHORT,
    OddImage,
    chunk,
    encoded,
    exif,
    with_chunk,
    with_segment,
)

RATIONAL, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD, LONG8 = 5, 7, 8, 9, 10, 11, 12, 13, 16
BEHIND = struct.pack("<I", 8 + 2 + 24 + 4)  # where the values of two tags lie


def with_broken_metadata(picture: Image.Image) -> Iterator[OddImage]:
    jpeg, turned = encoded(picture, "JPEG", dpi=(72, 72)), picture.transpose(Image.Transpose.ROTATE_270)
    broken = {
        "zeroed": b"Exif\0\0" + bytes(64),
        "empty": b"Exif\0\0",
        "only a byte order": b"Exif\0\0MM",
        "text": b"Exif\0\0b'Exif\\x00\\x00II*\\x00\\x08'",
        "directory outside": b"Exif\0\0II*\0" + struct.pack("<I", 0xFFFFFF00),
        "directory cut": b"Exif\0\0II*\0" + struct.pack("<IH", 8, 40) + b"\x12\x01\x03\0",
    }
    for name, block in broken.items():
        yield OddImage(f"{name}.jpg", with_segment(jpeg, block), picture)
        yield OddImage(f"{name}.webp", encoded(picture, "WEBP", exif=block), picture)
        yield OddImage(f"{name}.png", with_chunk(encoded(picture, "PNG"), b"eXIf", block[6:]), picture)
        yield OddImage(f"{name}.avif", _with_exif_in_avif(picture, block[6:]), picture)
    no_orientation = {
        "none": (SHORT, 0, b"\6\0\0\0"),
        "text": (ASCII, 2, b"6\0\0\0"),
        "undefined": (UNDEFINED, 1, b"\6\0\0\0"),
        "type 0": (0, 1, b"\6\0\0\0"),
        "0": (SHORT, 1, b"\0\0\0\0"),
        "9": (SHORT, 1, b"\x09\0\0\0"),
        "float": (FLOAT, 1, struct.pack("<f", 6)),
    }
    for name, tag in no_orientation.items():
        yield OddImage(f"orientation {name}.jpg", with_segment(jpeg, b"Exif\0\0" + exif((ORIENTATION, *tag))), picture)
    odd_tags = {
        "short as long": (0x213, LONG, 1, struct.pack("<I", 70000)),
        "unit as text": (0x128, ASCII, 4, b"abc\0"),
        "bits negative": (0x102, SSHORT, 1, struct.pack("<hh", -1, 0)),
        "resolution negative": (0x11A, SRATIONAL, 1, BEHIND),
        "resolution not a number": (0x11A, FLOAT, 1, struct.pack("<f", float("nan"))),
        "resolution infinite": (0x11A, DOUBLE, 1, BEHIND),
        "width negative": (0x100, SLONG, 1, struct.pack("<i", -5)),
        "pointer outside": (0x8769, LONG, 1, struct.pack("<I", 0xFFFFFFF0)),
        "pointer as text": (0x8769, ASCII, 4, b"abc\0"),
        "pointer as rational": (0x8825, RATIONAL, 1, BEHIND),
        "pointer negative": (0x8825, SLONG, 1, struct.pack("<i", -1)),
        "text as bytes": (0x10E, UNDEFINED, 4, b"\xff\xfe\x00\x41"),
        "private directory": (0xC4A5, IFD, 1, struct.pack("<I", 8)),
        "offset of 64 bits": (0x14A, LONG8, 1, BEHIND),
    }
    for name, odd in odd_tags.items():
        block = exif((ORIENTATION, SHORT, 1, b"\6\0\0\0"), odd, extra=struct.pack("<d", float("inf")))
        yield OddImage(f"turned, {name}.jpg", with_segment(jpeg, b"Exif\0\0" + block), turned)
    png = encoded(picture, "PNG")
    for kind, data in {
        b"pHYs": b"\0",
        b"gAMA": b"\0",
        b"sRGB": b"",
        b"tIME": b"\1",
        b"zTXt": b"a",
        b"iCCP": b"x",
    }.items():
        yield OddImage(f"broken {kind.decode()}.png", with_chunk(png, kind, data), picture)
    yield OddImage("wrong checksum of a text.png", png[:33] + chunk(b"tEXt", b"a\0b")[:-1] + b"\0" + png[33:], picture)
    for marker in (0xE2, 0xED, 0xEE, 0xFE):
        yield OddImage(
            f"broken segment {marker:X}.jpg", with_segment(jpeg, b"MPF\0II*\0\xff\xff\xff\xff", marker), picture
        )


def _with_exif_in_avif(picture: Image.Image, block: bytes) -> bytes:
    """Return an AVIF whose EXIF is overwritten by a block."""
    good = Image.Exif()
    good[0x10F] = "a" * 200
    content = encoded(picture, "AVIF", exif=good, quality=95)
    at = max(content.find(b"II*\0"), content.find(b"MM\0*"))
    return content[:at] + block.ljust(200, b"\0") + content[at + 200 :]
