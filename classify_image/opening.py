"""An encoded image, opened: its header is read, and no pixel (pure)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import clear_frames

from PIL import Image, UnidentifiedImageError

from classify_image.header_limits import expect_modest, gif_screen
from classify_image.jpeg2000_header import read_codestream
from classify_image.memory import memory_needed
from classify_image.shrinking import shrink_factor
from cocoon.errors import PermanentError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000")
# How files begin that people take for images, but that Pillow cannot open.
OTHER_FORMATS = {b"ftypheic": "HEIC", b"ftypheix": "HEIC", b"ftypmif1": "HEIF", b"%PDF": "PDF", b"<svg": "SVG"}
_SNIFFED = 512  # bytes

# Our own limits are checked before any pixel is decoded; Pillow's fixed one would only get in their way.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class OpenedImage:
    """An image that is ready to be decoded.

    :ivar size: width and height of the file in pixels, as they are before it is turned upright.
    :ivar needed: the shorter side below which detail is lost.
    :ivar memory: the bytes that decoding takes at its peak.
    """

    content: bytes
    image: Image.Image
    size: tuple[int, int]
    needed: int
    memory: int


def open_image(content: bytes, max_pixels: int, needed: int, *, sees_all: bool = False) -> OpenedImage:
    """Read an image's header.

    :param needed: a side below which no detail is lost: a JPEG is decoded at a half, a quarter or
        an eighth where its shorter side does not get smaller than that.
    :param sees_all: whether the model sees the whole image, and not a square of its middle.
    :raises PermanentError: ``not_an_image``, ``unsupported_format``, ``image_too_large`` or ``image_damaged``.
    """
    Image.init()  # once: until then Pillow knows a few formats only
    with image_errors(content):
        expect_modest(content)
        if screen := gif_screen(content):
            _check_size(screen, max_pixels)
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        size = image.size
        _check_size(size, max_pixels)
        image.draft("RGB", (needed, needed))
        halvings = _halvings(image, content, needed)
        if halvings:
            image.reduce = halvings  # type: ignore[method-assign, assignment] # what it is called in a Jpeg2KImageFile
        memory = memory_needed(image, content, size, needed, halvings=halvings, sees_all=sees_all)
        return OpenedImage(content, image, size, needed, memory)


def _halvings(image: Image.Image, content: bytes, needed: int) -> int:
    """Return how often a large JPEG 2000 is halved while it is decoded, and stays some times larger than needed."""
    frame = read_codestream(content, image.size) if image.format == "JPEG2000" else None
    if frame is None:
        return 0
    return min(max(frame.halvings - 1, 0), shrink_factor(image.size, needed).bit_length() - 1)


@contextmanager
def image_errors(content: bytes) -> Iterator[None]:
    """Raise whatever Pillow raises as a PermanentError that says what is wrong with the image."""
    try:
        yield
    except PermanentError:
        raise
    except UnidentifiedImageError as error:
        raise _unidentified(content) from error
    except Exception as error:  # Pillow's decoders raise more kinds than are documented, for damaged files
        clear_frames(error.__traceback__)  # they hold pixels, as long as anything holds the error
        raise PermanentError("image_damaged", f"The image is damaged: {error}.") from error


def _check_size(size: tuple[int, int], max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        text = f"The image has {width} x {height} pixels; MAX_IMAGE_PIXELS allows {max_pixels:,}."
        raise PermanentError("image_too_large", text)


def _unidentified(content: bytes) -> PermanentError:
    name = next((name for mark, name in OTHER_FORMATS.items() if mark in content[:_SNIFFED]), None)
    if name is None:
        try:
            with Image.open(io.BytesIO(content)) as image:
                name = image.format
        except Exception:  # noqa: BLE001 - then it is nothing that Pillow knows
            return PermanentError("not_an_image", "The blob is not an image in a format that is known.")
    text = f"The image has the format {name}; supported are {', '.join(FORMATS)}."
    return PermanentError("unsupported_format", text)
