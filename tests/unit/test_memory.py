"""The memory that decoding takes is known before it begins."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from classify_image.vision.opening.jpeg2000_header import read_codestream
from classify_image.vision.opening.jpeg_header import JpegFrame, read_frame
from tests.kits.decoding import open_image

ANY, NEEDED = 100_000_000, 256


def memory(content: bytes) -> int:
    return open_image(content, ANY, NEEDED).memory


def png(width: int, height: int, colour: int = 0, depth: int = 8) -> bytes:
    """Return a PNG that says how large it is, and holds one row at most."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def webp(width: int, height: int) -> bytes:
    """Return a lossless WebP of one colour."""
    header = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\0" * 8
    return b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0" + header + b"\0"


@pytest.mark.parametrize(
    ("content", "least"),
    [
        (png(1, 99_999_999), 800_000_000),  # a pointer for each row
        (png(99_999_999, 1), 1_600_000_000),  # two rows as they are in the file
        (png(10_000, 10_000, colour=6, depth=16), 400_000_000),
        (webp(16_384, 6_100), 1_500_000_000),
    ],
)
def test_tiny_files_that_would_take_gigabytes_say_so(content: bytes, least: int) -> None:
    assert len(content) < 100
    assert memory(content) >= least


def test_a_tile_may_be_larger_than_its_image() -> None:
    width, length, bits, compression, photometric, offsets, sizes, tile_width, tile_length = (
        256, 257, 258, 259, 262, 324, 325, 322, 323
    )  # fmt: skip
    tags = {width: 64, length: 64, bits: 8, compression: 5, photometric: 1, offsets: 8, sizes: 1}
    tags |= {tile_width: 30_000, tile_length: 30_000}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items()))
    content = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + b"\0" * 4
    assert memory(content) > 900_000_000


def test_what_a_jpeg_says_of_its_scans() -> None:
    def jpeg(mode: str = "RGB", **options: object) -> bytes:
        buffer = io.BytesIO()
        Image.new(mode, (80, 40)).save(buffer, "JPEG", **options)
        return buffer.getvalue()

    assert read_frame(jpeg()) == JpegFrame(80, 40, 1.5, in_several_scans=False)
    assert read_frame(jpeg("L")) == JpegFrame(80, 40, 1.0, in_several_scans=False)
    assert read_frame(jpeg(progressive=True, subsampling=0)) == JpegFrame(80, 40, 3.0, in_several_scans=True)
    assert read_frame(jpeg("CMYK", progressive=True)) == JpegFrame(80, 40, 4.0, in_several_scans=True)
    one_component = jpeg().replace(b"\xff\xda\x00\x0c\x03", b"\xff\xda\x00\x0c\x01")
    assert read_frame(one_component) == JpegFrame(80, 40, 1.5, in_several_scans=True)


@given(st.binary(max_size=60).map(lambda tail: b"\xff\xd8\xff" + tail))
def test_no_header_of_a_jpeg_is_an_error(content: bytes) -> None:
    read_frame(content)


@given(st.binary(max_size=80).map(lambda tail: b"\xff\x4f\xff\x51" + tail))
def test_no_header_of_a_jpeg_2000_is_an_error(content: bytes) -> None:
    read_codestream(content, (1, 1))


@pytest.mark.slow
@pytest.mark.parametrize("place", ["before", "within"])
def test_only_the_codestream_that_is_decoded_is_believed(place: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (1500, 1200)).save(buffer, "JPEG2000", num_resolutions=1)
    whole = buffer.getvalue()
    fake = b"\xff\x4f\xff\x51" + struct.pack(">HHIIIIIIIIH", 47, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1)
    box = struct.pack(">I4s", 8 + len(fake), b"free") + fake
    at = whole.index(b"jp2c") - 4 if place == "before" else 12
    assert memory(whole[:at] + box + whole[at:]) >= memory(whole)


def test_what_stands_between_the_segments_of_a_jpeg_is_passed_over() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (2000, 2000)).save(buffer, "JPEG", progressive=True, subsampling=0)
    whole = buffer.getvalue()
    at = whole.index(b"\xff\xdb")
    assert memory(whole[:at] + b"x" + whole[at:]) == memory(whole) > 6 * 2000 * 2000
