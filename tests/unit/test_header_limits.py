"""Headers that would take gigabytes or minutes are refused before Pillow reads them."""

import io
import struct
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from classify_image.vision.opening.header_limits import _CHECKS, expect_modest
from cocoon.errors import PermanentError
from tests.kits.decoding import decode_image, open_image

ANY = 100_000_000


def encoded(form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(buffer, form, **options)
    return buffer.getvalue()


def jpeg_of_segments() -> bytes:
    return b"\xff\xd8" + b"\xff\xe0\x00\x02" * 5_000_000 + encoded("JPEG")[2:]


def jpeg_of_fill() -> bytes:
    return b"\xff\xd8" + b"\xff" * 40_000_000 + encoded("JPEG")[2:]


def jpeg_of_scans() -> bytes:
    whole = encoded("JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * 1000 + whole[-2:]


def png_of_chunks() -> bytes:
    whole = encoded("PNG")
    return whole[:33] + (struct.pack(">I", 0) + b"prVt" + b"\0" * 4) * 1_000_000 + whole[33:]


def gif_with_a_comment() -> bytes:
    whole = encoded("GIF")
    at = 13 + (3 << ((whole[10] & 7) + 1))
    return whole[:at] + b"\x21\xfe" + (b"\xff" + b"x" * 255) * 100_000 + b"\0" + whole[at:]


def tiff_of_strips() -> bytes:
    tags = {256: 1, 257: 1_000_000, 258: 8, 259: 1, 262: 1, 273: 8, 278: 1, 279: 8}
    entries = (
        struct.pack("<HHII", tag, 4, 1_000_000 if tag in (273, 279) else 1, value) for tag, value in tags.items()
    )
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + b"".join(entries) + b"\0" * 8_000_000


def jpeg_of_scans_behind_a_comment() -> bytes:
    """Return one whose first scan is followed by a comment that looks like an end."""
    whole = encoded("JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + b"\xff\xfe\0\x04\xff\xd9" + whole[last:-2] * 1000 + whole[-2:]


def heif_of_overlays() -> bytes:
    item = b"infe\2\0\0\0\0\1\0\0iovl"
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + item * 5


def tiff_of_tags() -> bytes:
    return b"II*\0" + struct.pack("<IH", 8, 60_000) + bytes(12 * 60_000)


def test_bytes_that_only_fill_are_passed_over() -> None:
    begun = time.process_time()
    content = b"\xff\xd8" + b"\xff" * 20_000 + encoded("JPEG")[2:]
    assert decode_image(content, ANY, 256).size == (64, 64)
    assert time.process_time() - begun < 2


def test_a_gif_whose_picture_is_larger_than_its_screen_is_not_filled() -> None:
    content = bytearray(encoded("GIF"))
    at = content.index(b",\0\0\0\0@\0@\0")
    content[at + 5 : at + 9] = struct.pack("<HH", 60_000, 60_000)
    with pytest.raises(PermanentError) as caught:
        open_image(bytes(content), ANY, 256)
    assert caught.value.code == "image_too_large"


@pytest.mark.parametrize(
    "make",
    [
        jpeg_of_segments,
        jpeg_of_fill,
        jpeg_of_scans,
        jpeg_of_scans_behind_a_comment,
        heif_of_overlays,
        tiff_of_tags,
        png_of_chunks,
        gif_with_a_comment,
        tiff_of_strips,
    ],
)
def test_a_header_that_does_damage_is_refused_at_once(make: Callable[[], bytes]) -> None:
    content = make()
    begun = time.process_time()
    with pytest.raises(PermanentError, match="or made to do damage: it") as caught:
        open_image(content, ANY, 256)
    assert caught.value.code == "image_damaged"
    assert time.process_time() - begun < 2


def test_the_screen_of_a_gif_is_an_image_too_large() -> None:
    whole = bytearray(encoded("GIF"))
    whole[6:10] = struct.pack("<HH", 60_000, 50_000)
    with pytest.raises(PermanentError, match="has 60000 x 50000 pixels"):
        open_image(bytes(whole), ANY, 256)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000"])
def test_other_headers_are_fine(form: str) -> None:
    expect_modest(encoded(form))


@given(st.sampled_from([*_CHECKS]), st.binary(max_size=100))
def test_no_header_is_an_error_of_another_kind(mark: bytes, tail: bytes) -> None:
    try:
        expect_modest(mark + tail)
    except PermanentError as error:
        assert error.code == "image_damaged"  # noqa: PT017 - it may be fine as well
