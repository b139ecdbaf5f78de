"""Encoded bytes to an RGB image (pure)."""

import io
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from classify_image.colours import to_rgb
from cocoon.errors import PermanentError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000")
# How files begin that people take for images, but that Pillow cannot open.
OTHER_FORMATS = {b"ftypheic": "HEIC", b"ftypheix": "HEIC", b"ftypmif1": "HEIF", b"%PDF": "PDF", b"<svg": "SVG"}
ORIENTATION, UPRIGHT = 0x0112, 1  # an EXIF tag and its usual value
TURNED = range(5, 9)
_SNIFFED = 512  # bytes

# Our own limit is checked before any pixel is decoded; Pillow's fixed one would only get in its way.
Image.MAX_IMAGE_PIXELS = None


class DecodedImage(NamedTuple):
    """An upright RGB image, and the size that it has in the file (upright, too)."""

    pixels: Image.Image
    size: tuple[int, int]


def decode_image(content: bytes, max_pixels: int, needed: int) -> DecodedImage:
    """Decode an image; of several frames, the first.

    :param needed: a side below which no detail is lost: a JPEG is decoded at a half, a quarter or
        an eighth where its shorter side does not get smaller than that.
    :raises PermanentError: ``not_an_image``, ``unsupported_format``, ``image_too_large`` or ``image_damaged``.
    """
    Image.init()  # once: until then Pillow knows a few formats only
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            _check_size(image, max_pixels)
            width, height = image.size
            image.draft("RGB", (needed, needed))
            orientation = image.getexif().get(ORIENTATION, UPRIGHT)
            if orientation == UPRIGHT:  # else a copy would be made
                return DecodedImage(to_rgb(image), (width, height))
            size = (height, width) if orientation in TURNED else (width, height)
            return DecodedImage(to_rgb(ImageOps.exif_transpose(image)), size)
    except PermanentError:
        raise
    except UnidentifiedImageError as error:
        raise _unidentified(content) from error
    except Exception as error:  # Pillow's decoders raise more kinds than are documented, for damaged files
        raise PermanentError("image_damaged", f"The image is damaged: {error}.") from error


def _check_size(image: Image.Image, max_pixels: int) -> None:
    width, height = image.size
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
