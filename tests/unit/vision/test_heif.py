"""HEIC files are decoded, and cut ones are damaged."""

import numpy as np
import pytest
from PIL import Image

from cocoon.errors import PermanentError
from tests.kits.decoding import decode_image
from tests.kits.image_files import HEIC


def decoded(name: str) -> Image.Image:
    image = decode_image((HEIC / name).read_bytes(), 1_000_000, 256)
    assert image.size == image.pixels.size
    return image.pixels


@pytest.mark.parametrize("name", ["ten_bits.heic", "second_is_primary.heic"])
def test_the_primary_image_of_any_depth(name: str) -> None:
    difference = np.asarray(decoded(name), np.int16) - np.asarray(decoded("plain.heic"), np.int16)
    assert np.abs(difference).mean() < 3


def test_transparency_shows_white() -> None:
    image = decoded("transparent.heic")
    top, bottom = (np.asarray(image.crop((0, row, 160, row + 4))).mean() for row in (0, 116))
    assert top > 250
    assert bottom < 200


@pytest.mark.parametrize("cut", [30, 300, 4000])
def test_one_that_is_cut_is_damaged(cut: int) -> None:
    with pytest.raises(PermanentError) as caught:
        decode_image((HEIC / "plain.heic").read_bytes()[:cut], 1_000_000, 256)
    assert caught.value.code == "image_damaged"
