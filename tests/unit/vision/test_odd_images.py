"""Odd image files that people report are decoded as they should be, or refused with a code."""

import io

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from cocoon.errors import PermanentError
from tests.kits.decoding import decode_image
from tests.kits.image_files import OddImage, encoded, photograph
from tests.kits.odd_images import odd_images

MOST_PIXELS, NEEDED = 1_000_000, 500


@pytest.mark.parametrize("odd", list(odd_images()), ids=lambda odd: odd.name)
def test_an_odd_image(odd: OddImage) -> None:
    if odd.like is None:
        with pytest.raises(PermanentError) as caught:
            decode_image(odd.content, MOST_PIXELS, NEEDED)
        assert caught.value.code in odd.codes
        return
    image = decode_image(odd.content, MOST_PIXELS, NEEDED)
    assert image.size == odd.like.size
    difference = np.abs(np.asarray(image.pixels, np.int16) - np.asarray(odd.like.convert("RGB"), np.int16))
    assert difference.mean() <= odd.within


def test_a_small_copy_before_the_picture_is_passed_over() -> None:
    picture = photograph()
    small, whole = TiffImagePlugin.ImageFileDirectory_v2(), TiffImagePlugin.ImageFileDirectory_v2()
    small[254], whole[254] = 1, 0
    second = picture.copy()
    second.encoderinfo = {"tiffinfo": whole}
    buffer = io.BytesIO()
    picture.resize((40, 30)).save(buffer, "TIFF", save_all=True, append_images=[second], tiffinfo=small)
    assert decode_image(buffer.getvalue(), MOST_PIXELS, NEEDED).size == picture.size


def test_16_bits_with_a_transparent_grey_show_white_there() -> None:
    values = np.full((20, 20), 30_000, np.uint16)
    values[:10] = 50_000
    content = encoded(Image.fromarray(values), "PNG", transparency=50_000)
    shown = np.asarray(decode_image(content, MOST_PIXELS, NEEDED).pixels)
    assert (shown[:10] == 255).all()
    assert (shown[10:] < 200).all()


@pytest.mark.parametrize(
    "trailer", [b"\xff\xda\0\1\xff\xd9", b"ftypmp42" + bytes(range(256)) * 20, b"SEFH\xff\x01\xff\xd9"]
)
def test_a_trailer_in_place_of_an_end_is_cut_off(trailer: bytes) -> None:
    picture = photograph()
    for options in ({}, {"progressive": True}):
        jpeg = encoded(picture, "JPEG", **options)
        assert decode_image(jpeg[:-2] + trailer, MOST_PIXELS, NEEDED).size == picture.size


@pytest.mark.parametrize(("marker", "said"), [(0xC3, "lossless"), (0xF7, "JPEG-LS")])
def test_jpegs_that_hardly_anything_reads_are_named(marker: int, said: str) -> None:
    jpeg = encoded(photograph(), "JPEG").replace(b"\xff\xc0", bytes((0xFF, marker)), 1)
    with pytest.raises(PermanentError, match=said) as caught:
        decode_image(jpeg, MOST_PIXELS, NEEDED)
    assert caught.value.code == "unsupported_format"
