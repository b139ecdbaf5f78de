"""Image files of the kinds that people report, and what should become of each.

``python -m tests.kits.odd_images FOLDER`` writes them, for other programs to try.
"""

import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from tests.kits.broken_metadata import with_broken_metadata
from tests.kits.image_files import (
    LONG,
    SHORT,
    OddImage,
    encoded,
    oriented,
    photograph,
    with_chunk,
    with_segment,
)

XMP = (
    b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
)
TRAILER = b"\0\0\x01\n\x0e\0\0\0Image_UTC_Data1600000000000SEFHk\0\0\0\1\0\0\0\0\0\1\n$\0\0\0#\0\0\0\x18\0\0\0SEFT"


def odd_images() -> Iterator[OddImage]:
    """Yield them all."""
    picture = photograph()
    yield from with_broken_metadata(picture)
    yield from _with_other_orientations(picture)
    yield from _of_another_length(picture)
    yield from _deeper_than_8_bits(picture)
    yield from _that_are_no_images(picture)


def _with_other_orientations(picture: Image.Image) -> Iterator[OddImage]:
    jpeg, png = encoded(picture, "JPEG"), encoded(picture, "PNG")
    yield OddImage("orientation in XMP.jpg", with_segment(jpeg, XMP), picture)
    yield OddImage("orientation in XMP.webp", encoded(picture, "WEBP", xmp=XMP[29:]), picture)
    yield OddImage(
        "orientation behind the pixels.png", with_chunk(png, b"eXIf", oriented(6), behind_the_pixels=True), picture
    )
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[700] = (60, 62, 63)
    tags.tagtype[700] = SHORT
    yield OddImage("XMP as numbers.tif", encoded(picture, "TIFF", tiffinfo=tags), picture)


def _of_another_length(picture: Image.Image) -> Iterator[OddImage]:
    for name, options in {"": {}, "progressive ": {"progressive": True}}.items():
        jpeg = encoded(picture, "JPEG", **options)
        yield OddImage(f"{name}no end marker.jpg", jpeg[:-2], picture)
        yield OddImage(f"{name}half an end marker.jpg", jpeg[:-1], picture)
        yield OddImage(f"{name}no end marker but a trailer.jpg", jpeg[:-2] + TRAILER, picture)
        yield OddImage(f"{name}zeros behind.jpg", jpeg + bytes(100_000), picture)
        yield OddImage(f"{name}video behind.jpg", jpeg + b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 200, picture)
        yield OddImage(f"{name}half.jpg", jpeg[: len(jpeg) // 2], codes=("image_damaged",))
    jpeg = encoded(picture, "JPEG")
    yield OddImage("nine tenths.jpg", jpeg[: len(jpeg) * 9 // 10], codes=("image_damaged",))
    jpeg = encoded(picture, "JPEG", progressive=True)
    yield OddImage("progressive, its last scan cut.jpg", jpeg[: len(jpeg) * 9 // 10], picture, within=4)
    png, gif, bmp, webp = (encoded(picture, form) for form in ("PNG", "GIF", "BMP", "WEBP"))
    yield OddImage("no last chunk.png", png[:-12], picture)
    yield OddImage("no last checksum.png", png[:-4], picture)
    yield OddImage("zeros behind.png", png + bytes(1000), picture)
    yield OddImage("no trailer.gif", gif[:-1], picture, within=8)
    yield OddImage(
        "last row not filled up.bmp", encoded(picture.resize((159, 120)), "BMP")[:-3], picture.resize((159, 120))
    )
    yield OddImage("zeros behind.bmp", bmp + bytes(1000), picture)
    yield OddImage(
        "another size in the header.webp", webp[:4] + struct.pack("<I", len(webp) + 1000) + webp[8:], picture
    )
    for form, content in {"png": png, "bmp": bmp, "webp": webp}.items():
        yield OddImage(f"half.{form}", content[: len(content) // 2], codes=("image_damaged",))


def _deeper_than_8_bits(picture: Image.Image) -> Iterator[OddImage]:
    grey_image = picture.convert("L")
    grey, like = np.asarray(grey_image, np.float32), grey_image.convert("RGB")
    brighter, with_gaps = grey / 255, grey * 12 + 100
    brighter[0, 0], with_gaps[0, :3] = 1.02, (np.nan, -np.inf, -9999)
    deep: dict[str, NDArray[Any]] = {
        "float slightly over 1": brighter,
        "float metres": grey * 12 + 100,
        "float with gaps": with_gaps,
        "12 of 16 bits": (grey * 16).astype(np.uint16),
        "degrees in 16 bits": (grey * 8 + 29_000).astype(np.uint16),
        "32 bits signed": (grey * 10 - 500).astype(np.int32),
    }
    for name, values in deep.items():
        yield OddImage(f"{name}.tif", encoded(Image.fromarray(values), "TIFF"), like, within=40)
    usual: dict[str, NDArray[Any]] = {
        "full 16 bits": (grey * 257).astype(np.uint16),
        "float to 1": grey / 255,
        "float to 255": grey,
        "32 bits to 65535": (grey * 257).astype(np.int32),
    }
    for name, values in usual.items():
        yield OddImage(f"{name}.tif", encoded(Image.fromarray(values), "TIFF"), like)
    yield OddImage("12 of 16 bits in colour.tif", _rgb_16(np.asarray(picture, np.uint16) * 16), picture, within=40)
    yield OddImage("full 16 bits in colour.tif", _rgb_16(np.asarray(picture, np.uint16) * 257), picture)


def _rgb_16(values: NDArray[np.uint16]) -> bytes:
    """Return a TIFF of 16 bits a channel, which Pillow does not write."""
    height, width, _ = values.shape
    tags = {256: width, 257: height, 258: None, 259: 1, 262: 2, 273: None, 277: 3, 278: height, 279: values.size * 2}
    bits_at = 8 + 2 + 12 * len(tags) + 4
    where = {258: bits_at, 273: bits_at + 6}
    entries = b"".join(
        struct.pack("<HHII", tag, SHORT if tag == 258 else LONG, 3 if tag == 258 else 1, where.get(tag, value or 0))
        for tag, value in tags.items()
    )
    header = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", 0)
    return header + struct.pack("<HHH", 16, 16, 16) + values.astype("<u2").tobytes()


def _that_are_no_images(picture: Image.Image) -> Iterator[OddImage]:
    apple_double = b"\0\5\x16\7\0\2\0\0Mac OS X        " + bytes(4070)
    yield OddImage("._photo.jpg", apple_double, codes=("not_an_image",))
    for brand in (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"mif2"):
        head = struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(200)
        yield OddImage(f"{brand.decode()}.heic", head, codes=("image_damaged",))
    yield OddImage("a JPEG.heic", encoded(picture, "JPEG"), picture)
    signatures = {
        "JPEG XL": b"\xff\x0a",
        "Photoshop": b"8BPS\0\1",
        "QuickTime": b"\0\0\0\x14ftypqt  ",
        "MP4": b"\0\0\0\x14ftypisom",
    }
    for name, signature in signatures.items():
        yield OddImage(f"a {name} file.jpg", signature + bytes(200), codes=("unsupported_format",))


def main(folder: Path) -> None:
    """Write all files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for odd in odd_images():
        (folder / odd.name).write_bytes(odd.content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
