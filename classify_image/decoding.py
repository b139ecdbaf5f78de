"""Encoded bytes to an RGB image (pure)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image, ImageOps

from classify_image.opening import OpenedImage, image_errors, open_image
from classify_image.shrinking import shrink

ORIENTATION, UPRIGHT = 0x0112, 1  # an EXIF tag and its usual value
TURNED = range(5, 9)


class DecodedImage(NamedTuple):
    """An upright RGB image, and the size that it has in the file (upright, too)."""

    pixels: Image.Image
    size: tuple[int, int]


def decode(opened: OpenedImage) -> DecodedImage:
    """Decode an opened image; of several frames, the first.

    A large one is made smaller, but stays some times larger than is needed.

    :raises PermanentError: ``image_damaged``.
    """
    with image_errors(opened.content), _closed_after_failure(opened.image) as image:
        width, height = opened.size
        image.load()
        orientation = image.getexif().get(ORIENTATION, UPRIGHT)  # Pillow turns a TIFF itself while it loads
        pixels = shrink(image, opened.needed)
        if pixels is not image:
            image.close()  # before anything else needs memory
        if orientation == UPRIGHT:  # else a copy would be made
            return DecodedImage(pixels, (width, height))
        pixels.getexif()[ORIENTATION] = orientation
        size = (height, width) if orientation in TURNED else (width, height)
        return DecodedImage(ImageOps.exif_transpose(pixels), size)


@contextmanager
def _closed_after_failure(image: Image.Image) -> Iterator[Image.Image]:
    """Drop the pixels where decoding fails: the error's traceback would keep them."""
    try:
        yield image
    except BaseException:
        image.close()
        raise


def decode_image(content: bytes, max_pixels: int, needed: int) -> DecodedImage:
    """Open and decode an image, see :func:`classify_image.opening.open_image`.

    :raises PermanentError: if that cannot be done.
    """
    return decode(open_image(content, max_pixels, needed))
