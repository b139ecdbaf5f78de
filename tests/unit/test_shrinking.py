"""Large images are decoded smaller."""

import io

import numpy as np
import pytest
from PIL import Image

from classify_image.vision import shrinking
from classify_image.vision.colours.to_rgb import to_srgb
from classify_image.vision.decode import decode
from classify_image.vision.opening.jpeg2000_header import Codestream, read_codestream
from tests.kits.decoding import decode_image, open_image

ANY = 100_000_000


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


def test_a_large_jpeg_2000_is_decoded_smaller() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (2304, 1792), (200, 10, 10)).save(buffer, "JPEG2000")
    assert read_codestream(buffer.getvalue(), (2304, 1792)) == Codestream(2304, 1792, 3, 5)
    opened = open_image(buffer.getvalue(), ANY, 140)
    decoded = decode(opened)
    assert (decoded.size, decoded.pixels.size) == ((2304, 1792), (576, 448))
    assert opened.memory < 23_000_000
    one_level = io.BytesIO()
    Image.new("RGB", (2304, 1792)).save(one_level, "JPEG2000", num_resolutions=1)
    assert decode_image(one_level.getvalue(), ANY, 140).size == (2304, 1792)
