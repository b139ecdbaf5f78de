"""What decoding takes is known before it begins, and is never more than was reckoned with."""

import asyncio
import io
import json
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks.image_kinds import KINDS
from classify_image import byte_budget
from classify_image.byte_budget import ByteBudget
from classify_image.vision import shrinking
from classify_image.vision.colours.to_rgb import to_srgb
from classify_image.vision.decode import decode, decode_image
from classify_image.vision.opening.jpeg2000_header import Codestream, read_codestream
from classify_image.vision.opening.jpeg_header import JpegFrame, read_frame
from classify_image.vision.opening.opened_image import open_image
from cocoon.errors import TransientError

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


@pytest.mark.slow
def test_no_kind_of_image_takes_more_than_is_reckoned_with() -> None:
    command = [sys.executable, "-m", "benchmarks.memory", "--all", "2600"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    peaks = json.loads(ended.stdout)
    assert peaks.keys() == {kind.name for kind in KINDS}
    for name, (reckoned, peak) in peaks.items():
        assert peak <= reckoned, name
        assert peak >= 500_000, name  # or nothing was measured


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


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "L", "1", "CMYK", "I;16", "F", "I"])
@pytest.mark.parametrize("size", [(301, 211), (40, 999), (999, 40)])
def test_strips_make_the_same_picture_as_the_whole(
    monkeypatch: pytest.MonkeyPatch, mode: str, size: tuple[int, int]
) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (size[1], size[0], 4), np.uint8)
    colours = Image.fromarray(noise, "RGBA")
    grey = noise[..., 0].astype(np.float32)
    deep = {"I;16": np.uint16, "F": np.float32, "I": np.int32}
    image = Image.fromarray((grey * 250).astype(deep[mode])) if mode in deep else colours.convert(mode)
    whole = to_srgb(image.copy())
    monkeypatch.setattr(shrinking, "LARGE", 0)
    monkeypatch.setattr(shrinking, "STRIP", 5_000)
    for needed, factor in ((5, min(size) // 15), (13, max(1, min(size) // 39)), (1000, 1)):
        expected = whole if factor == 1 else whole.reduce(factor)
        assert np.array_equal(np.asarray(shrinking.shrink(image, needed)), np.asarray(expected))


def test_a_large_image_stays_three_times_larger_than_needed() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (3000, 2500), (200, 10, 10, 255)).save(buffer, "PNG", compress_level=1)
    decoded = decode_image(buffer.getvalue(), ANY, 200)
    assert decoded.size == (3000, 2500)
    assert decoded.pixels.size == (750, 625)
    assert decoded.pixels.getpixel((749, 624)) == (200, 10, 10)


@pytest.mark.slow
def test_a_large_jpeg_2000_is_decoded_smaller() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (3000, 2400), (200, 10, 10)).save(buffer, "JPEG2000")
    assert read_codestream(buffer.getvalue(), (3000, 2400)) == Codestream(3000, 2400, 3, 5)
    opened = open_image(buffer.getvalue(), ANY, 200)
    decoded = decode(opened)
    assert (decoded.size, decoded.pixels.size) == ((3000, 2400), (750, 600))
    assert opened.memory < 40_000_000
    one_level = io.BytesIO()
    Image.new("RGB", (3000, 2400)).save(one_level, "JPEG2000", num_resolutions=1)
    assert decode_image(one_level.getvalue(), ANY, 200).size == (3000, 2400)


@given(st.binary(max_size=80).map(lambda tail: b"\xff\x4f\xff\x51" + tail))
def test_no_header_of_a_jpeg_2000_is_an_error(content: bytes) -> None:
    read_codestream(content, (1, 1))


@pytest.mark.slow
@pytest.mark.parametrize("place", ["before", "within"])
def test_only_the_codestream_that_is_decoded_is_believed(place: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (3000, 2400)).save(buffer, "JPEG2000", num_resolutions=1)
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


async def test_nobody_keeps_others_waiting_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_budget, "LONGEST_WAIT", 0.5)
    budget = ByteBudget(10)
    await budget.take(6)  # and never given back
    large = asyncio.create_task(budget.take(5))
    await asyncio.sleep(0.2)
    small = asyncio.create_task(budget.take(4))
    with pytest.raises(TransientError, match=r"There was no room for 5 bytes within 0\.5 s"):
        await large
    await small


async def test_who_came_first_gets_memory_first() -> None:
    budget, order = ByteBudget(10), list[str]()

    async def use(name: str, size: int) -> None:
        give_back = await budget.take(size)
        order.append(name)
        await asyncio.sleep(0.01)
        give_back()

    await asyncio.gather(use("a", 6), use("large", 10), use("small", 1), use("b", 3))
    assert order == ["a", "large", "small", "b"]
    assert budget.taken == 0
    with pytest.raises(ValueError, match="11 bytes of 10"):
        await budget.take(11)


@given(st.lists(st.tuples(st.integers(0, 10), st.booleans()), max_size=20))
def test_memory_is_neither_lost_nor_taken_twice(wanted: list[tuple[int, bool]]) -> None:
    async def scenario() -> None:
        budget, most = ByteBudget(10), 0

        async def use(size: int) -> None:
            nonlocal most
            give_back = await budget.take(size)
            most = max(most, budget.taken)
            try:
                await asyncio.sleep(0)
            finally:
                give_back()

        tasks = [asyncio.create_task(use(size)) for size, _ in wanted]
        await asyncio.sleep(0)
        for task, (_, is_cancelled) in zip(tasks, wanted, strict=True):
            if is_cancelled:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert most <= 10
        assert budget.taken == 0

    asyncio.run(scenario())
