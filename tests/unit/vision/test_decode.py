"""Files of every format are decoded to RGB, or refused with a code."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from classify_image.vision.thumbnail import make_thumbnail
from cocoon.errors import PermanentError
from tests.kits.decoding import decode_image
from tests.kits.image_files import encoded


def decode(content: bytes, max_pixels: int = 1_000_000, needed: int = 1000) -> Image.Image:
    return decode_image(content, max_pixels, needed).pixels


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000"])
def test_formats(form: str) -> None:
    image = decode(encoded(Image.new("RGB", (16, 12), (200, 10, 10)), form))
    assert (image.size, image.mode) == ((16, 12), "RGB")
    red, green, blue = image.getpixel((8, 6))  # type: ignore[misc]
    assert red > 180
    assert green < 40
    assert blue < 40


def test_a_progressive_jpeg() -> None:
    assert decode(encoded(Image.effect_noise((64, 64), 50), "JPEG", progressive=True)).size == (64, 64)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
def test_png_modes_become_rgb(mode: str) -> None:
    assert decode(encoded(Image.new(mode, (5, 5)), "PNG")).mode == "RGB"


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_jpeg_modes_become_rgb(mode: str) -> None:
    white = (0, 0, 0, 0) if mode == "CMYK" else 255 if mode == "L" else (255, 255, 255)
    assert colour(decode(encoded(Image.new(mode, (8, 8), white), "JPEG"))) == (255, 255, 255)


def colour(image: Image.Image) -> tuple[int, ...]:
    pixel = image.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return tuple(map(int, pixel))


def test_16_bits_are_scaled_not_clipped() -> None:
    half = Image.fromarray(np.full((4, 4), 32768, np.uint16))
    assert colour(decode(encoded(half, "PNG"))) == (127, 127, 127)
    assert colour(decode(encoded(Image.fromarray(np.full((4, 4), 0.5, np.float32)), "TIFF"))) == (127, 127, 127)
    assert colour(decode(encoded(Image.fromarray(np.full((4, 4), 128, np.int32)), "TIFF"))) == (128, 128, 128)


def test_transparency_shows_white() -> None:
    assert colour(decode(encoded(Image.new("RGBA", (4, 4), (200, 0, 0, 0)), "PNG"))) == (255, 255, 255)
    palette = Image.new("P", (4, 4), 0)
    palette.putpalette([200, 0, 0])
    assert colour(decode(encoded(palette, "PNG", transparency=0))) == (255, 255, 255)


def test_the_first_frame_of_an_animation() -> None:
    frames = [Image.new("RGB", (4, 4), (255, 0, 0)), Image.new("RGB", (4, 4), (0, 255, 0))]
    for form in ("GIF", "WEBP", "TIFF"):
        red, green, _ = colour(decode(encoded(frames[0], form, save_all=True, append_images=frames[1:])))
        assert red > green + 100


def test_exif_orientation_is_honoured() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # rotate by 90 degrees clockwise to show
    decoded = decode_image(encoded(Image.new("RGB", (64, 32)), "JPEG", exif=exif), 10_000, 8)
    assert decoded.size == (32, 64)
    assert decode_image(encoded(Image.new("RGB", (63, 64)), "JPEG", exif=exif), 10_000, 8).size == (64, 63)
    assert decoded.pixels.size == (8, 16)


@pytest.mark.parametrize(
    ("needed", "expected"), [(480, (640, 480)), (241, (640, 480)), (240, (320, 240)), (60, (80, 60))]
)
def test_jpegs_are_decoded_no_larger_than_needed(needed: int, expected: tuple[int, int]) -> None:
    decoded = decode_image(encoded(Image.new("RGB", (640, 480)), "JPEG"), 1_000_000, needed)
    assert decoded.pixels.size == expected
    assert decoded.size == (640, 480)


NOISE = Image.effect_noise((64, 64), 50)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"just a text", "not_an_image"),
        (b"\x89PNG\r\n\x1a\n", "image_damaged"),
        (b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00", "image_damaged"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "unsupported_format"),
        (encoded(NOISE, "PCX"), "unsupported_format"),
        (encoded(NOISE, "JPEG")[:900], "image_damaged"),
        (encoded(NOISE, "PNG")[:900], "image_damaged"),
        (encoded(NOISE, "WEBP")[:900], "image_damaged"),
        (encoded(NOISE, "TIFF")[:900], "image_damaged"),
        (encoded(Image.new("L", (101, 100)), "PNG"), "image_too_large"),
    ],
)
def test_what_cannot_be_decoded_has_a_code(content: bytes, code: str) -> None:
    with pytest.raises(PermanentError) as caught:
        decode(content, max_pixels=10_000)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


@given(st.binary(max_size=200), st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"]), st.data())
def test_no_damage_escapes(noise: bytes, form: str, data: st.DataObject) -> None:
    whole = bytearray(encoded(NOISE, form))
    at = data.draw(st.integers(0, len(whole)))
    whole[at : at + len(noise)] = noise
    try:
        assert decode(bytes(whole)).mode == "RGB"
    except PermanentError:
        return


def test_a_thumbnail_fits_and_never_grows() -> None:
    small = Image.open(io.BytesIO(make_thumbnail(Image.new("RGB", (400, 200)), 100)))
    assert (small.format, small.size) == ("JPEG", (100, 50))
    assert Image.open(io.BytesIO(make_thumbnail(Image.new("RGB", (40, 20)), 100))).size == (40, 20)


def test_the_pixels_that_are_decoded_are_limited_and_not_those_of_the_file() -> None:
    content = encoded(Image.new("RGB", (2400, 1800)), "JPEG")
    decoded = decode_image(content, 500_000, 256)
    assert (decoded.size, decoded.pixels.size) == ((2400, 1800), (600, 450))
    for limit, needed in (
        (500_000, 1500),
        (400_000, 256),
    ):  # it is to be seen larger; it has more than ten times as many
        with pytest.raises(PermanentError) as caught:
            decode_image(content, limit, needed)
        assert caught.value.code == "image_too_large"
