"""Any colour mode to RGB (pure)."""

import numpy as np
from PIL import Image

WHITE = (255, 255, 255, 255)
_HIGHEST_8_BIT, _HIGHEST_16_BIT = 255, 65535


def to_rgb(image: Image.Image) -> Image.Image:
    """Return the image in RGB: as a person sees it, on white where it is transparent."""
    image.load()
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode == "F" or image.mode.startswith("I"):
        return _deep_grey_to_8_bit(image).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        shown = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", shown.size, WHITE), shown).convert("RGB")
    return image.convert("RGB")


def _deep_grey_to_8_bit(image: Image.Image) -> Image.Image:
    """Scale 16-bit, 32-bit and float greys, which Pillow would clip at 255."""
    values = np.nan_to_num(np.asarray(image, np.float32))
    highest = float(values.max(initial=0))
    if image.mode == "F" and highest <= 1:
        values = values * _HIGHEST_8_BIT
    elif highest > _HIGHEST_16_BIT:
        values = values * (_HIGHEST_8_BIT / highest)
    elif image.mode.startswith("I;16") or highest > _HIGHEST_8_BIT:
        values = values * (_HIGHEST_8_BIT / _HIGHEST_16_BIT)
    return Image.fromarray(np.clip(values, 0, _HIGHEST_8_BIT).astype(np.uint8), "L")
