"""What an image must keep depends on its shape."""

import dataclasses
import io

import pytest
from PIL import Image

from classify_image.model.input_spec import InputSpec
from classify_image.vision.decode import decode_image
from classify_image.vision.needed_side import DEFAULT_NEED, NeededSide
from classify_image.vision.opening.opened_image import open_image
from cocoon.errors import PermanentError

ANY = 100_000_000
CROP, STRETCH = InputSpec(224, 224, crop_fraction=0.875), InputSpec(320, 200, "stretch")
LETTERBOX, WIDE = InputSpec(416, 416, "letterbox"), InputSpec(640, 384, "letterbox")


def jpeg(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize("size", [(2000, 1500), (1500, 2000), (1500, 1500), (1, 5000), (100, 100)])
def test_a_crop_and_a_stretched_image_need_the_same_of_every_shape(size: tuple[int, int]) -> None:
    assert CROP.needed_side(size) == 256
    assert CROP.needed_side(size, fast=True) == 224
    assert STRETCH.needed_side(size) == 320


@pytest.mark.parametrize(
    ("spec", "size", "expected"),
    [
        (LETTERBOX, (2000, 1500), 312),
        (LETTERBOX, (1500, 2000), 312),
        (LETTERBOX, (1500, 1500), 416),
        (LETTERBOX, (1000, 999), 416),  # 415.6
        (LETTERBOX, (1, 5000), 1),
        (LETTERBOX, (5000, 1), 1),
        (WIDE, (2000, 1000), 320),
        (WIDE, (1000, 2000), 320),  # it may be turned
        (WIDE, (1500, 1500), 384),
    ],
)
def test_a_letterbox_needs_its_longer_side_of_the_longer_side(
    spec: InputSpec, size: tuple[int, int], expected: int
) -> None:
    assert spec.needed_side(size) == spec.needed_side(size, fast=True) == expected


def test_the_greatest_need_counts() -> None:
    assert DEFAULT_NEED.of((2000, 1500)) == 346
    assert DEFAULT_NEED.of((2000, 1000)) == DEFAULT_NEED.of((1, 5000)) == 256
    assert NeededSide((LETTERBOX,), thumbnail=1000).of((500, 1500)) == 300  # of a thumbnail of 300 x 900
    assert NeededSide((LETTERBOX,)).of((0, 0)) == 1  # a damaged header
    assert NeededSide((CROP,), fast=True).of((2000, 1500)) == 224


def test_only_crops_do_not_see_all() -> None:
    assert not NeededSide((CROP,)).sees_all
    assert DEFAULT_NEED.sees_all
    assert NeededSide((CROP, STRETCH)).sees_all


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2000, 1500), (500, 375)),
        ((1500, 2000), (375, 500)),
        ((1500, 1500), (750, 750)),
        ((832, 512), (832, 512)),  # at a half, the thumbnail would have 416 pixels
        ((5000, 1), (5000, 1)),
    ],
)
def test_a_jpeg_is_decoded_at_the_smallest_fraction_that_serves_both_models(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    decoded = decode_image(jpeg(*size), ANY, DEFAULT_NEED)
    assert (decoded.size, decoded.pixels.size) == (size, expected)


def test_the_estimate_of_memory_follows_the_shape() -> None:
    content, without_letterbox = jpeg(2000, 1500), dataclasses.replace(DEFAULT_NEED, inputs=(CROP,))
    crop, both = (open_image(content, ANY, need).memory for need in (without_letterbox, DEFAULT_NEED))
    assert crop < both < crop + 1_000_000  # a row-resized copy of 416 x 375 pixels more
    assert both < open_image(jpeg(1500, 1500), ANY, DEFAULT_NEED).memory


def test_the_preview_of_a_raw_file_serves_one_model_at_least() -> None:
    raf = b"FUJIFILMCCD-RAW 0201" + bytes(100)
    assert decode_image(raf + jpeg(256, 192), ANY, DEFAULT_NEED).size == (256, 192)
    assert decode_image(raf + jpeg(320, 240), ANY, dataclasses.replace(DEFAULT_NEED, thumbnail=1024)).size == (320, 240)
    with pytest.raises(PermanentError, match="without a preview of 256 pixels or more"):
        decode_image(raf + jpeg(255, 192), ANY, DEFAULT_NEED)
