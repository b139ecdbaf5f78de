"""Convert an image to RGB, and shrink a large one with little extra memory (pure)."""

from collections.abc import Iterator

from PIL import Image

from classify_image.vision.colours.deep_grey import is_deep_grey, levels_of
from classify_image.vision.colours.to_rgb import is_rgb, to_srgb

LARGE = 4_000_000  # pixels; up to this size, the copies that a conversion makes do not matter
STRIP = 1_000_000  # pixels that are converted at a time
# How many times larger than needed an image stays: Pillow's "indistinguishable from fair resampling" (reducing_gap).
GAP = 3


def shrink_factor(size: tuple[int, int], needed: int) -> int:
    """Return the factor by which an image's sides are divided: 1 if it is not large.

    :param needed: the shorter side below which detail is lost.
    """
    width, height = size
    return max(1, min(width, height) // (GAP * needed)) if width * height > LARGE else 1


def strip_rows(width: int, factor: int) -> int:
    """Return how many rows to convert at a time: a multiple of the factor, or strips would change the result."""
    return factor * max(1, STRIP // (width * factor))


def shrink(image: Image.Image, needed: int) -> Image.Image:
    """Return a loaded image in RGB, shrunk if it is large and larger than needed.

    The conversion goes strip by strip: at full size, each step would make another copy.

    :param needed: the shorter side below which detail is lost.
    """
    if image.width * image.height <= LARGE:
        return to_srgb(image)
    factor = shrink_factor(image.size, needed)
    if is_rgb(image):
        return to_srgb(image if factor == 1 else image.reduce(factor))
    levels = levels_of(image) if is_deep_grey(image) else None
    shrunk = Image.new("RGB", (-(-image.width // factor), -(-image.height // factor)))
    for top, part in _strips(image, factor):
        rgb = to_srgb(part, levels)
        shrunk.paste(rgb if factor == 1 else rgb.reduce(factor), (0, top // factor))
    return shrunk


def _strips(image: Image.Image, factor: int) -> Iterator[tuple[int, Image.Image]]:
    rows = strip_rows(image.width, factor)
    for top in range(0, image.height, rows):
        yield top, image.crop((0, top, image.width, min(image.height, top + rows)))
