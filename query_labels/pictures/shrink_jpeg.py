"""Shrink a thumbnail for those who need fewer pixels (pure)."""

import io

from cocoon.http.query_parameters import Pairs, Parameters

QUALITY = 80
SMALLEST, LARGEST = 32, 2048  # pixels, the largest that THUMBNAIL_SIZE may be


def shrink_jpeg(content: bytes, side: int) -> bytes:
    """Return a JPEG whose longer side has at most so many pixels: the same one if it is small enough, or no JPEG."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only those who ask for a side need it

    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG",))
    except UnidentifiedImageError:
        return content
    if max(image.size) <= side:
        return content
    image.draft("RGB", (side, side))  # decodes at a half or less, as long as nothing is lost
    image.thumbnail((side, side), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def parse_side(parameters: Pairs) -> int | None:
    """Return the parameter ``side`` of a request for a thumbnail; None if it has none.

    :raises BadRequestError: if it is wrong.
    """
    values = Parameters([each for each in parameters if each[0] == "side"], ("side",))
    return int(values.number("side", 0, SMALLEST, LARGEST)) or None
