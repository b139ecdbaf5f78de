"""Open an encoded image: read its header, but no pixels (pure)."""

from dataclasses import dataclass

from PIL import Image

from classify_image.vision.needed_side import NeededSide
from classify_image.vision.opening import exif
from classify_image.vision.opening.gif_header import canvas_size
from classify_image.vision.opening.header_limits import expect_modest
from classify_image.vision.opening.jpeg_header import first_exif
from classify_image.vision.opening.memory import memory_needed
from classify_image.vision.opening.pillow_header import read_mended, reduce_decoding
from classify_image.vision.opening.raw_preview import find_preview, raw_format, tiff_header
from classify_image.vision.opening.refusals import image_errors
from classify_image.vision.orientation import read_orientation, upright_size
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import IMAGE_TOO_LARGE, UNSUPPORTED_FORMAT

MOST_TIMES = 10  # a file may hold this many times MAX_IMAGE_PIXELS: even pixels that are not kept take time


@dataclass(frozen=True, slots=True)
class OpenedImage:
    """An image that is ready to be decoded.

    :ivar content: the bytes to decode: the file, or the part of it that is an image.
    :ivar size: width and height in pixels of the upright image.
    :ivar orientation: the EXIF orientation, 1 to 8.
    :ivar needed: the shorter side below which detail is lost.
    :ivar memory: the peak number of bytes that decoding takes.
    """

    content: bytes
    image: Image.Image
    size: tuple[int, int]
    orientation: int
    needed: int
    memory: int


def open_image(content: bytes, max_pixels: int, needed: NeededSide) -> OpenedImage:
    """Read the header of an image, or of the preview within a camera's raw file.

    :param max_pixels: how many pixels may be decoded; a large JPEG or JPEG 2000 is decoded at a reduced size.
    :param needed: what the image must keep: a JPEG is decoded at a half, a quarter or an eighth of its size as long as
        its shorter side is not less.
    :raises PermanentError: ``not_an_image``, ``unsupported_format``, ``image_too_large`` or ``image_damaged``.
    """
    with image_errors(content):
        if raw := raw_format(content):
            preview = _preview(content, raw, needed.of_preview)
            orientation = exif.find_orientation(first_exif(preview)) or exif.orientation(tiff_header(content))
            image, content = _read(preview, max_pixels)
        else:
            image, content = _read(content, max_pixels)
            orientation = read_orientation(image, content)
        side = needed.of(image.size)
        header = reduce_decoding(image, content, side)
        _check_size(header.size, header.decoded_size, max_pixels)
        memory = memory_needed(image, content, header.size, side, halvings=header.halvings, sees_all=needed.sees_all)
        return OpenedImage(content, image, upright_size(header.size, orientation), orientation, side, memory)


def _read(content: bytes, max_pixels: int) -> tuple[Image.Image, bytes]:
    """Read a header within the limits; return it and the bytes that were read."""
    expect_modest(content)
    if canvas := canvas_size(content):
        _check_size(canvas, canvas, max_pixels)
    return read_mended(content)


def _preview(content: bytes, raw: str, smallest: int) -> bytes:
    preview = find_preview(content, smallest)
    if preview is None:
        text = f"The image is a camera's raw file ({raw}) without a preview of {smallest} pixels or more, a JPEG."
        raise PermanentError(UNSUPPORTED_FORMAT, text)
    return preview


def _check_size(size: tuple[int, int], decoded_size: tuple[int, int], max_pixels: int) -> None:
    if decoded_size[0] * decoded_size[1] > max_pixels or size[0] * size[1] > MOST_TIMES * max_pixels:
        text = f"The image has {size[0]} x {size[1]} pixels; MAX_IMAGE_PIXELS allows {max_pixels:,}."
        raise PermanentError(IMAGE_TOO_LARGE, text)
