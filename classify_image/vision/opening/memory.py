"""Estimate the peak memory of decoding an image from its header (pure).

``python -m benchmarks.memory`` decodes a file of each kind and prints its actual peak next to this estimate.
"""

from PIL import Image

from classify_image.vision.colours.to_rgb import is_rgb
from classify_image.vision.opening.decoder_memory import decoder_bytes
from classify_image.vision.opening.image_bytes import ROW, image_bytes
from classify_image.vision.shrinking import LARGE, shrink_factor, strip_rows

_COPIES = 6  # of a strip at a time, while it is converted
_DEEPEST = 8  # bytes per pixel in a file, at most: four channels of 16 bits
_CONVERTING = 24  # bytes per pixel during conversion, all copies together
_ROUNDING = 1.05  # decoders round up to blocks and tiles
_FIXED = 2_000_000  # of the decoders themselves


def memory_needed(
    image: Image.Image,
    content: bytes,
    size: tuple[int, int],
    needed: int,
    *,
    halvings: int = 0,
    sees_all: bool = False,
) -> int:
    """Return the peak number of bytes that decoding, converting and shrinking take, without the content itself.

    Where the header leaves a doubt, the worst case counts.

    :param image: opened but not loaded; its draft size is taken into account.
    :param size: the size in the file.
    :param needed: the shorter side below which detail is lost.
    :param halvings: how often decoding halves the size of a JPEG 2000.
    :param sees_all: whether the model sees the whole image rather than a centre crop.
    """
    width, height = (-(-side // 2**halvings) for side in image.size)
    decoded = (
        image_bytes(image.mode, width, height) + 2 * _DEEPEST * width + decoder_bytes(image, content, size, halvings)
    )
    conversion = _conversion((width, height), needed, is_plain=is_rgb(image), sees_all=sees_all)
    return int(_ROUNDING * (decoded + conversion)) + _FIXED


def _conversion(size: tuple[int, int], needed: int, *, is_plain: bool, sees_all: bool) -> int:
    """Return the bytes that it takes to turn a loaded image into an upright, smaller RGB image, and into a tensor."""
    width, height = size
    if width * height <= LARGE:
        resized = 4 * needed * max(width, height) if sees_all else 0
        rows = _COPIES * ROW * max(width, height)
        return width * height * (4 if is_plain else _CONVERTING) + rows + resized
    factor = shrink_factor(size, needed)
    across, down = -(-width // factor), -(-height // factor)
    resized = 4 * needed * (max if sees_all else min)(across, down)  # Pillow resizes each row first
    rows = min(height, strip_rows(width, factor))
    strip = 0 if is_plain else width * rows * _CONVERTING + rows * _COPIES * ROW
    upright = image_bytes("RGB", across, down) + image_bytes("RGB", down, across)  # turning an image makes a copy
    return upright + max(strip, resized)
