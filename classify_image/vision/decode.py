"""Decode an opened image to upright RGB pixels (pure)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image

from classify_image.vision.colours.deep_grey import stretched
from classify_image.vision.needed_side import NeededSide
from classify_image.vision.opening.opened_image import OpenedImage, open_image
from classify_image.vision.opening.pillow_header import read_header, reduce_decoding
from classify_image.vision.opening.refusals import image_errors
from classify_image.vision.opening.repair import is_cut, mended
from classify_image.vision.orientation import upright
from classify_image.vision.shrinking import shrink
from classify_image.vision.truncation import expect_all_rows


class DecodedImage(NamedTuple):
    """An upright RGB image, and its upright size in the file."""

    pixels: Image.Image
    size: tuple[int, int]


def decode(opened: OpenedImage) -> DecodedImage:
    """Decode an opened image; of several frames, the first.

    A large image is shrunk, but stays some times larger than needed.

    :raises PermanentError: ``image_damaged``.
    """
    has_16_bits = _is_tiff_of_16_bits(opened.image)
    with image_errors(opened.content), _loaded(opened) as image:
        pixels = shrink(image, opened.needed)
        if pixels is not image:
            image.close()  # before anything else needs memory
        if has_16_bits:
            pixels = stretched(pixels)
        return DecodedImage(upright(pixels, opened.orientation), opened.size)


def _is_tiff_of_16_bits(image: Image.Image) -> bool:
    """Return whether an unloaded image is a TIFF of 16 bits per channel; browsers show a PNG's values as they are."""
    tiles = getattr(image, "tile", ())
    return image.format == "TIFF" and image.mode == "RGB" and any(";16" in str(tile.args) for tile in tiles)


@contextmanager
def _loaded(opened: OpenedImage) -> Iterator[Image.Image]:
    """Load an image, repaired if that fails; close it after an error, whose traceback would keep it in memory."""
    image = opened.image
    try:
        try:
            image.load()
        except Exception:
            if (repaired := mended(opened.content)) is None:
                raise
            image.close()
            image = reduce_decoding(read_header(repaired), repaired, opened.needed).image
            image.load()
            if is_cut(opened.content):
                expect_all_rows(image, repaired)
        yield image
    except BaseException:
        image.close()
        raise


def decode_image(content: bytes, max_pixels: int, needed: NeededSide) -> DecodedImage:
    """Open and decode an image; see :func:`classify_image.vision.opening.opened_image.open_image`.

    :raises PermanentError: if that fails.
    """
    return decode(open_image(content, max_pixels, needed))
