import io

import numpy as np
import pytest
from PIL import Image

from classify_image.decoding import decode_image
from classify_image.preprocessing import InputSpec, to_tensor
from classify_image.ranking import rank
from cocoon.errors import PermanentError
from cocoon.labels import Label

SPEC = InputSpec(width=4, height=4, crop_fraction=1.0, interpolation="nearest", mean=127.0, std=128.0)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_formats(form: str) -> None:
    image = decode_image(encoded(Image.new("RGB", (8, 6), (200, 10, 10)), form), 1000)
    assert (image.size, image.mode) == ((8, 6), "RGB")
    red, green, blue = image.getpixel((4, 3))  # type: ignore[misc]
    assert red > 180
    assert green < 40
    assert blue < 40


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "RGBA", "LA", "1"])
def test_modes_become_rgb(mode: str) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    assert decode_image(encoded(Image.new(mode, (5, 5)), form), 1000).mode == "RGB"


def test_exif_orientation_is_honoured() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # rotate by 90 degrees clockwise to show
    assert decode_image(encoded(Image.new("RGB", (8, 4)), "JPEG", exif=exif), 1000).size == (4, 8)


@pytest.mark.parametrize(
    ("content", "max_pixels", "code"),
    [
        (b"just a text", 1000, "not_an_image"),
        (b"\x89PNG\r\n\x1a\n", 1000, "not_an_image"),
        (encoded(Image.effect_noise((64, 64), 50), "JPEG")[:900], 10_000, "image_damaged"),
        (encoded(Image.effect_noise((64, 64), 50), "PNG")[:900], 10_000, "image_damaged"),
        (encoded(Image.new("RGB", (100, 100)), "PNG"), 9_999, "image_too_large"),
    ],
)
def test_what_cannot_be_decoded_has_a_code(content: bytes, max_pixels: int, code: str) -> None:
    with pytest.raises(PermanentError) as caught:
        decode_image(content, max_pixels)
    assert caught.value.code == code


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


def test_ranking_keeps_the_best_above_the_minimum() -> None:
    scores = np.array([0.1, 0.6, 0.04, 0.26], np.float32)
    names = ["a", "b", "c", "d"]
    assert rank(scores, names, 5, 0.05) == [Label("b", 0.6), Label("d", 0.26), Label("a", 0.1)]
    assert rank(scores, names, 1, 0.05) == [Label("b", 0.6)]
    assert rank(scores, names, 5, 0.9) == []
