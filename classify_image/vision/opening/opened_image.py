"""An encoded image, opened: its header is read, and no pixel (pure)."""

from dataclasses import dataclass

from PIL import Image

from classify_image.vision.opening import exif
from classify_image.vision.opening.header_limits import expect_modest, gif_canvas
from classify_image.vision.opening.jpeg_header import first_exif
from classify_image.vision.opening.memory import memory_needed
from classify_image.vision.opening.pillow_header import Header, read_mended
from classify_image.vision.opening.raw_preview import find_preview, raw_format, tiff_header
from classify_image.vision.opening.refusals import image_errors
from classify_image.vision.orientation import read_orientation, upright_size
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import IMAGE_TOO_LARGE, UNSUPPORTED_FORMAT

MOST_TIMES = 10  # as many pixels as may be decoded are in a file at most: each takes time, though it is not kept


@dataclass(frozen=True, slots=True)
class OpenedImage:
    """An image that is ready to be decoded.

    :ivar content: what is decoded: the file, or the part of it that is an image.
    :ivar size: width and height in pixels, as the image is shown.
    :ivar orientation: how it is turned to be upright, as EXIF counts.
    :ivar needed: the shorter side below which detail is lost.
    :ivar memory: the bytes that decoding takes at its peak.
    """

    content: bytes
    image: Image.Image
    size: tuple[int, int]
    orientation: int
    needed: int
    memory: int


def open_image(content: bytes, max_pixels: int, needed: int, *, sees_all: bool = False) -> OpenedImage:
    """Read an image's header; of a camera's raw file, that of the preview within.

    :param max_pixels: how many may be decoded; a large JPEG or JPEG 2000 is decoded smaller than it is.
    :param needed: a side below which no detail is lost: a JPEG is decoded at a half, a quarter or
        an eighth where its shorter side does not get smaller than that.
    :param sees_all: whether the model sees the whole image, and not a square of its middle.
    :raises PermanentError: ``not_an_image``, ``unsupported_format``, ``image_too_large`` or ``image_damaged``.
    """
    with image_errors(content):
        if raw := raw_format(content):
            preview = _preview(content, raw, needed)
            orientation = exif.find_orientation(first_exif(preview)) or exif.orientation(tiff_header(content))
            header, content = _read(preview, max_pixels, needed)
        else:
            header, content = _read(content, max_pixels, needed)
            orientation = read_orientation(header.image, content)
        image, size, halvings = header
        _check_size(size, header.decoded_size, max_pixels)
        memory = memory_needed(image, content, size, needed, halvings=halvings, sees_all=sees_all)
        return OpenedImage(content, image, upright_size(size, orientation), orientation, needed, memory)


def _read(content: bytes, max_pixels: int, needed: int) -> tuple[Header, bytes]:
    """Read a header that does no damage; return what was read, too."""
    expect_modest(content)
    if canvas := gif_canvas(content):
        _check_size(canvas, canvas, max_pixels)
    return read_mended(content, needed)


def _preview(content: bytes, raw: str, needed: int) -> bytes:
    preview = find_preview(content, needed)
    if preview is None:
        text = f"The image is a camera's raw file ({raw}) without a preview of {needed} pixels or more, a JPEG."
        raise PermanentError(UNSUPPORTED_FORMAT, text)
    return preview


def _check_size(size: tuple[int, int], decoded_size: tuple[int, int], max_pixels: int) -> None:
    if decoded_size[0] * decoded_size[1] > max_pixels or size[0] * size[1] > MOST_TIMES * max_pixels:
        text = f"The image has {size[0]} x {size[1]} pixels; MAX_IMAGE_PIXELS allows {max_pixels:,}."
        raise PermanentError(IMAGE_TOO_LARGE, text)
