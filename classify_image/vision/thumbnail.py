"""Make a thumbnail from decoded pixels (pure)."""

import io

from PIL import Image

QUALITY = 75  # mostly shown at half its size, where more makes no difference to the eye


def make_thumbnail(image: Image.Image, size: int) -> bytes:
    """Return the image as a JPEG whose longer side is at most ``size`` pixels."""
    scale = min(1.0, size / max(image.size))
    width, height = (max(1, round(side * scale)) for side in image.size)
    small = image.resize((width, height), Image.Resampling.HAMMING)  # as sharp as bicubic, in two thirds of its time
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
