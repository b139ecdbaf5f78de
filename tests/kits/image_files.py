"""Small image files, and what is put into them."""

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter

from tests.kits.sample_images import SAMPLES

HEIC = Path(__file__).parent / "heic"

ORIENTATION = 0x112
ASCII, SHORT, LONG = 2, 3, 4
Tag = tuple[int, int, int, bytes]  # tag, type, count, and four bytes: the value, or where it lies


def photograph() -> Image.Image:
    """Return a photograph in RGB, of 160 x 120 pixels at most."""
    image = Image.open(SAMPLES / "animals/bison.jpg").convert("RGB")
    image.thumbnail((160, 120))
    return image.filter(ImageFilter.GaussianBlur(1.5))  # so that formats that lose detail lose little


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """Return an image as a file."""
    buffer = io.BytesIO()
    image.save(buffer, form, **({"quality": 95} if form in ("JPEG", "WEBP", "AVIF") else {}) | options)
    return buffer.getvalue()


def exif(*tags: Tag, extra: bytes = b"", order: str = "<") -> bytes:
    """Return a block of EXIF, from its TIFF header on."""
    entries = b"".join(struct.pack(f"{order}HHI", tag, kind, count) + value for tag, kind, count, value in tags)
    header = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(tags))
    return header + entries + struct.pack(f"{order}I", 0) + extra


def oriented(orientation: int) -> bytes:
    """Return a block of EXIF that says an orientation."""
    return exif((ORIENTATION, SHORT, 1, struct.pack("<HH", orientation, 0)))


def with_segment(jpeg: bytes, payload: bytes, marker: int = 0xE1) -> bytes:
    """Return a JPEG with a segment behind its JFIF header."""
    at = 4 + int.from_bytes(jpeg[4:6], "big")
    return jpeg[:at] + struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload + jpeg[at:]


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I4s", len(data), name) + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunk(png: bytes, name: bytes, data: bytes, *, behind_the_pixels: bool = False) -> bytes:
    """Return a PNG with a chunk behind its header, or behind its pixels."""
    at = png.index(b"IEND") - 4 if behind_the_pixels else 33
    return png[:at] + chunk(name, data) + png[at:]


@dataclass(frozen=True)
class OddImage:
    """A file, and what should become of it: a code, or pixels like another image's, within a mean difference of 255."""

    name: str
    content: bytes
    like: Image.Image | None = None
    within: float = 3
    codes: tuple[str, ...] = ()
