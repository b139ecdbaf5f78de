"""Any colour mode to RGB (pure)."""

import numpy as np
from PIL import Image

WHITE = (255, 255, 255, 255)
_HIGHEST_8_BIT, _HIGHEST_16_BIT = 255, 65535


def is_plain(image: Image.Image) -> bool:
    """Tell whether an image is RGB already, and opaque."""
    return image.mode == "RGB" and "transparency" not in image.info


def is_deep_grey(image: Image.Image) -> bool:
    """Tell whether an image has greys of 16 or 32 bits, or floats."""
    return image.mode == "F" or image.mode.startswith("I")


def highest_grey(image: Image.Image) -> float:
    """Return the highest value of a deep grey image, or of a part of one; 0 if it has none above."""
    return float(np.nan_to_num(np.asarray(image, np.float32)).max(initial=0))


def to_rgb(image: Image.Image, highest: float | None = None) -> Image.Image:
    """Return the image in RGB: as a person sees it, on white where it is transparent.

    :param highest: the highest grey of the whole image, where this is a part of a deep grey one.
    """
    image.load()
    if is_plain(image):
        return image
    if is_deep_grey(image):
        return _deep_grey_to_8_bit(image, highest_grey(image) if highest is None else highest).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        shown = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", shown.size, WHITE), shown).convert("RGB")
    return image.convert("RGB")


def _deep_grey_to_8_bit(image: Image.Image, highest: float) -> Image.Image:
    """Scale 16-bit, 32-bit and float greys, which Pillow would clip at 255."""
    values = np.nan_to_num(np.asarray(image, np.float32))
    if image.mode == "F" and highest <= 1:
        values = values * _HIGHEST_8_BIT
    elif highest > _HIGHEST_16_BIT:
        values = values * (_HIGHEST_8_BIT / highest)
    elif image.mode.startswith("I;16") or highest > _HIGHEST_8_BIT:
        values = values * (_HIGHEST_8_BIT / _HIGHEST_16_BIT)
    return Image.fromarray(np.clip(values, 0, _HIGHEST_8_BIT).astype(np.uint8), "L")
