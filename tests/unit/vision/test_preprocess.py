"""The tensor that a model gets of an image, and boxes back in the image."""

import dataclasses

import numpy as np
import pytest
from PIL import Image

from classify_image.model.input_spec import Box, InputSpec, to_image_box
from classify_image.vision.preprocess import to_tensor

SPEC = InputSpec(width=4, height=4, crop_fraction=1.0, interpolation="nearest", mean=127.0, std=128.0)


def test_the_tensor_is_normalised() -> None:
    tensor = to_tensor(Image.new("RGB", (4, 4), (255, 127, 0)), SPEC)
    assert tensor.dtype == np.float32
    assert tensor.shape == (4, 4, 3)
    assert tensor[0, 0].tolist() == pytest.approx([1.0, 0.0, -127 / 128])


def test_the_centre_is_cropped() -> None:
    pixels = np.zeros((4, 12, 3), np.uint8)
    pixels[:, 4:8] = 255
    tensor = to_tensor(Image.fromarray(pixels), SPEC)
    assert (tensor == np.float32(1.0)).all()


def test_mean_and_std_may_be_given_for_each_channel() -> None:
    spec = dataclasses.replace(SPEC, mean=(0.0, 127.0, 255.0), std=(255.0, 1.0, 2.0))
    assert to_tensor(Image.new("RGB", (4, 4), (255, 127, 1)), spec)[0, 0].tolist() == pytest.approx([1, 0, -127])


def test_stretching_and_letterboxing_keep_the_whole_image() -> None:
    pixels = np.zeros((4, 8, 3), np.uint8)
    pixels[:, 4:] = 255
    image, raw = Image.fromarray(pixels), dataclasses.replace(SPEC, mean=0.0, std=1.0)
    stretched = to_tensor(image, dataclasses.replace(raw, resize="stretch"))
    assert stretched[:, :, 0].tolist() == [[0, 0, 255, 255]] * 4
    letterboxed = to_tensor(image, dataclasses.replace(raw, resize="letterbox", padding=127))
    assert letterboxed[:, :, 0].tolist() == [[127] * 4, [0, 0, 255, 255], [0, 0, 255, 255], [127] * 4]


@pytest.mark.parametrize(
    ("resize", "box", "expected"),
    [
        ("stretch", (0.1, 0.2, 0.3, 0.4), (0.1, 0.2, 0.3, 0.4)),
        ("letterbox", (0.25, 0.0, 0.75, 0.5), (0.0, 0.0, 1.0, 0.5)),
        ("letterbox", (0.0, 0.0, 0.5, 1.0), (0.0, 0.0, 0.5, 1.0)),  # the bar above is cut off
        ("crop", (0.0, 0.0, 1.0, 0.5), (0.0, 0.25, 1.0, 0.5)),
    ],
)
def test_boxes_are_mapped_to_the_image(resize: str, box: Box, expected: Box) -> None:
    assert to_image_box(box, (200, 100), dataclasses.replace(SPEC, resize=resize)) == expected
