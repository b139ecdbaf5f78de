"""Open and decode images for one square crop."""

from classify_image.model.input_spec import InputSpec
from classify_image.vision import decode
from classify_image.vision.needed_side import NeededSide
from classify_image.vision.opening import opened_image


def open_image(content: bytes, max_pixels: int, needed: int) -> opened_image.OpenedImage:
    """Open an image that must keep a shorter side."""
    return opened_image.open_image(content, max_pixels, NeededSide((InputSpec(needed, needed),)))


def decode_image(content: bytes, max_pixels: int, needed: int) -> decode.DecodedImage:
    """Open and decode an image that must keep a shorter side."""
    return decode.decode(open_image(content, max_pixels, needed))
