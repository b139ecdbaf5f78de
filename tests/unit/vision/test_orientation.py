"""Each format is turned as Chromium 156 turns it; dashboard/e2e/formats.test.ts asks the browser itself."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps, TiffImagePlugin

from classify_image.vision.decode import DecodedImage
from classify_image.vision.opening import exif
from classify_image.vision.orientation import upright, upright_size
from tests.kits.decoding import decode_image
from tests.kits.image_files import (
    HEIC,
    LONG,
    ORIENTATION,
    SHORT,
    encoded,
    oriented,
    photograph,
    with_chunk,
    with_segment,
)
from tests.kits.image_files import exif as block_of

PICTURE = photograph()


def decoded(content: bytes) -> DecodedImage:
    return decode_image(content, 1_000_000, 500)


def expect_like(image: DecodedImage, expected: Image.Image, within: float = 3) -> None:
    assert image.size == expected.size == image.pixels.size
    difference = np.abs(np.asarray(image.pixels, np.int16) - np.asarray(expected, np.int16))
    assert difference.mean() <= within


def turned(orientation: int) -> Image.Image:
    """Turn a picture as Pillow does it."""
    image = PICTURE.copy()
    image.getexif()[ORIENTATION] = orientation
    return ImageOps.exif_transpose(image)


def tiff(orientation: int, **options: object) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[ORIENTATION] = orientation
    return encoded(PICTURE, "TIFF", tiffinfo=tags, **options)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_formats_that_are_turned(orientation: int) -> None:
    block, expected = oriented(orientation), turned(orientation)
    expect_like(decoded(with_segment(encoded(PICTURE, "JPEG"), b"Exif\0\0" + block)), expected)
    expect_like(decoded(with_chunk(encoded(PICTURE, "PNG"), b"eXIf", block)), expected)
    expect_like(decoded(encoded(PICTURE, "AVIF", exif=block)), expected)  # Pillow writes down irot and imir
    expect_like(decoded(tiff(orientation)), expected)
    expect_like(decoded(tiff(orientation, compression="tiff_lzw")), expected)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_formats_that_are_not(orientation: int) -> None:
    for content in (
        encoded(PICTURE, "WEBP", exif=oriented(orientation)),
        with_chunk(encoded(PICTURE, "PNG"), b"eXIf", oriented(orientation), behind_the_pixels=True),
        with_chunk(encoded(PICTURE, "PNG"), b"eXIf", b"Exif\0\0" + oriented(orientation)),
    ):
        expect_like(decoded(content), PICTURE)


def test_a_heic_is_turned_by_its_container_and_not_twice() -> None:
    expected = decoded((HEIC / "plain.heic").read_bytes()).pixels.transpose(Image.Transpose.ROTATE_270)
    expect_like(decoded((HEIC / "turned.heic").read_bytes()), expected)


def test_of_several_exif_segments_the_first_counts() -> None:
    jpeg, turning, lying = encoded(PICTURE, "JPEG"), b"Exif\0\0" + oriented(6), b"Exif\0\0" + oriented(1)
    expect_like(decoded(with_segment(with_segment(jpeg, turning), lying)), PICTURE)
    expect_like(decoded(with_segment(with_segment(jpeg, lying), turning)), turned(6))
    expect_like(decoded(with_segment(with_segment(jpeg, turning), b"Exif\0\0" + bytes(40))), PICTURE)
    expect_like(decoded(with_segment(jpeg, b"Exif\0\xff" + oriented(6))), turned(6))


def test_both_byte_orders() -> None:
    assert exif.orientation(block_of((ORIENTATION, SHORT, 1, b"\0\6\0\0"), order=">")) == 6
    assert exif.orientation(b"Exif\0\0" + oriented(6)) == 6
    assert exif.orientation(block_of((ORIENTATION, LONG, 1, struct.pack("<I", 6)))) == 1
    assert exif.orientation(block_of((ORIENTATION, SHORT, 2, b"\6\0\0\0"))) == 1


@given(st.binary(max_size=100), st.booleans())
def test_no_block_does_harm(noise: bytes, is_little: bool) -> None:  # noqa: FBT001 - drawn
    assert exif.orientation((b"II*\0" if is_little else b"MM\0*") + noise) in range(1, 9)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_follows_the_pixels(orientation: int) -> None:
    assert upright(PICTURE, orientation).size == upright_size(PICTURE.size, orientation)
