"""Files built as cameras build them: tags around a JPEG, and a placeholder for the sensor values."""

import struct

import numpy as np
import pytest

from classify_image.vision.opening.raw_preview import find_preview, raw_format
from cocoon.errors import PermanentError
from tests.kits.decoding import decode_image
from tests.kits.image_files import LONG, ORIENTATION, SHORT, Tag, encoded, oriented, photograph, with_segment
from tests.kits.image_files import exif as block_of

SENSOR = bytes(range(256)) * 300
CFA, NIKON, SONY = struct.pack("<I", 32803), struct.pack("<I", 34713), struct.pack("<I", 32767)


def tiff(directory: list[Tag], below: list[Tag] | None = None, behind: bytes = b"", magic: bytes = b"II*\0") -> bytes:
    """Return a TIFF with a directory, one below it, and what comes behind both."""
    at = 8 + 2 + 12 * (len(directory) + (below is not None)) + 4
    if below is not None:
        directory = [*directory, (0x14A, LONG, 1, struct.pack("<I", at))]
    parts = [magic + struct.pack("<I", 8)]
    for entries in (directory, below):
        if entries is not None:
            rows = b"".join(
                struct.pack("<HHI", tag, kind, count) + value for tag, kind, count, value in sorted(entries)
            )
            parts.append(struct.pack("<H", len(entries)) + rows + struct.pack("<I", 0))
    return b"".join(parts) + behind


def jpeg(width: int, height: int, **options: object) -> bytes:
    return encoded(photograph().resize((width, height)), "JPEG", **options)


def make(name: bytes) -> Tag:
    return 0x10F, 2, 4, name[:4].ljust(4, b"\0")


THUMBNAIL: list[Tag] = [
    (0xFE, LONG, 1, struct.pack("<I", 1)),
    (0x100, LONG, 1, struct.pack("<I", 160)),
    (0x101, LONG, 1, struct.pack("<I", 120)),
]
TURNED: Tag = (ORIENTATION, SHORT, 1, b"\6\0\0\0")
FILES = {
    "DNG": tiff([*THUMBNAIL, (0xC612, 1, 4, b"\1\4\0\0")], [(0x106, SHORT, 1, CFA)]),
    "camera raw": tiff([*THUMBNAIL, make(b"ABC")], [(0x106, SHORT, 1, CFA)]),
    "SONY": tiff([*THUMBNAIL, make(b"SONY")], [(0x103, SHORT, 1, SONY)]),
    "CR2": tiff([TURNED])[:4] + struct.pack("<I", 16) + b"CR\2\0\0\0\0\0" + tiff([TURNED])[8:],
    "ORF": tiff([TURNED], magic=b"IIRO"),
    "RW2": tiff([TURNED], magic=b"IIU\0"),
    "RAF": b"FUJIFILMCCD-RAW 0201" + bytes(100),
    "X3F": b"FOVb" + bytes(100),
    "MRW": b"\0MRM" + bytes(100),
    "CRW": b"II\x1a\0\0\0HEAPCCDR" + bytes(100),
    "CR3": b"\0\0\0\x18ftypcrx " + bytes(100),
}


@pytest.mark.parametrize("name", FILES)
def test_a_large_preview_is_what_is_seen(name: str) -> None:
    content = FILES[name] + jpeg(160, 120) + SENSOR + jpeg(640, 480) + SENSOR + jpeg(320, 240)
    assert raw_format(content) == ("ARW" if name == "SONY" else name)
    shown = decode_image(content, 1_000_000, 256)
    assert sorted(shown.size) == [480, 640]


@pytest.mark.parametrize("name", FILES)
def test_a_small_preview_is_not(name: str) -> None:
    for content in (FILES[name] + SENSOR, FILES[name] + jpeg(160, 120) + SENSOR):
        with pytest.raises(PermanentError) as caught:
            decode_image(content, 1_000_000, 256)
        assert caught.value.code == "unsupported_format"
        assert "raw" in str(caught.value)


def test_a_preview_is_turned_as_the_raw_file_says_unless_it_says_so_itself() -> None:
    turned = tiff([*THUMBNAIL, TURNED, (0xC612, 1, 4, b"\1\4\0\0")])
    assert decode_image(turned + jpeg(640, 480), 1_000_000, 256).size == (480, 640)
    lying = with_segment(jpeg(640, 480), b"Exif\0\0" + oriented(1))
    assert decode_image(turned + lying, 1_000_000, 256).size == (640, 480)
    cr3 = FILES["CR3"] + b"CMT1" + tiff([TURNED])
    assert decode_image(cr3 + jpeg(640, 480), 1_000_000, 256).size == (480, 640)
    assert decode_image(tiff([TURNED], magic=b"IIRO") + jpeg(640, 480), 1_000_000, 256).size == (480, 640)


def test_what_a_sensor_saw_is_no_preview() -> None:
    lossless = jpeg(640, 480).replace(b"\xff\xc0", b"\xff\xc3", 1)
    assert find_preview(SENSOR + lossless + SENSOR, 256) is None


def test_a_preview_ends_where_it_ends() -> None:
    preview = jpeg(640, 480)
    assert find_preview(SENSOR + preview + SENSOR, 256) == preview
    assert find_preview(SENSOR + preview[:-2], 256) == preview[:-2]


def test_what_begins_like_many_jpegs_costs_no_time() -> None:
    assert find_preview(b"\xff\xd8\xff" * 1_000_000, 256) is None


def test_a_scanned_tiff_is_no_raw_file() -> None:
    content = encoded(photograph(), "TIFF", tiffinfo={0x10F: "NIKON"})
    assert raw_format(content) is None
    assert np.asarray(decode_image(content, 1_000_000, 256).pixels).shape == (120, 160, 3)


def test_a_tile_of_the_sensor_is_no_preview() -> None:
    tile, tags = jpeg(640, 480), [(0xC612, 1, 4, b"\1\4\0\0"), (0x106, SHORT, 1, CFA)]
    at = len(tiff([*tags, (0x144, LONG, 1, bytes(4))]))
    content = tiff([*tags, (0x144, LONG, 1, struct.pack("<I", at))]) + tile
    assert find_preview(content, 256) is None
    assert find_preview(content + jpeg(320, 240), 256) is not None


def test_exif_of_a_preview_that_says_no_orientation_leaves_it_to_the_raw_file() -> None:
    preview = with_segment(jpeg(640, 480), b"Exif\0\0" + block_of(make(b"ABC")))
    turned = tiff([*THUMBNAIL, TURNED, (0xC612, 1, 4, b"\1\4\0\0")])
    assert decode_image(turned + preview, 1_000_000, 256).size == (480, 640)
