"""Encoded bytes to an RGB image (pure)."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from cocoon.errors import PermanentError

# Our own limit is checked before any pixel is decoded; Pillow's fixed one would only get in its way.
Image.MAX_IMAGE_PIXELS = None


def decode_image(content: bytes, max_pixels: int) -> Image.Image:
    """Return the image upright, in RGB; of an animation, its first frame.

    :raises PermanentError: ``not_an_image``, ``image_too_large`` or ``image_damaged``.
    """
    try:
        with Image.open(io.BytesIO(content)) as image:
            _check_size(image, max_pixels)
            return ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError as error:
        text = "The blob is not an image in a format that is known."
        raise PermanentError("not_an_image", text) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError) as error:
        # Pillow's decoders raise these, and more kinds than are documented, for damaged files.
        text = f"The image is damaged: {error}."
        raise PermanentError("image_damaged", text) from error


def _check_size(image: Image.Image, max_pixels: int) -> None:
    width, height = image.size
    if width * height > max_pixels:
        text = f"The image has {width} x {height} pixels; MAX_IMAGE_PIXELS allows {max_pixels:,}."
        raise PermanentError("image_too_large", text)
