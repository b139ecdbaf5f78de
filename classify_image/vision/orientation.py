"""Which way up an image is shown (pure): as browsers show the file, for the page lays boxes over it.

What Chromium 156 does, and what this follows:

====  =====================================================================================
JPEG  the first EXIF segment, in XMP nothing
PNG   the ``eXIf`` chunk, if it comes before the pixels
AVIF  the container's ``irot`` and ``imir``, never EXIF
WebP  never
====  =====================================================================================

No browser shows TIFF, where viewers believe the tag, nor HEIC, where libheif turns the image as its container says.
"""

from PIL import Image

from classify_image.vision.opening import exif
from classify_image.vision.opening.exif import UPRIGHT
from classify_image.vision.opening.jpeg_header import first_exif

_TIFF_TAG = 0x0112
_TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SWAPPING = (5, 6, 7, 8)


def read_orientation(image: Image.Image, content: bytes) -> int:
    """Return the orientation of an image that is opened, but not loaded: 1 to 8, as EXIF counts them."""
    match image.format:
        case "JPEG" | "MPO":
            return exif.orientation(first_exif(content))
        case "PNG" | "AVIF":  # of an AVIF Pillow writes down here what the container says
            return exif.orientation(image.info.get("exif", b""))
        case "TIFF":
            value = getattr(image, "tag_v2", {}).get(_TIFF_TAG)
            return int(value) if isinstance(value, int) and value in range(1, 9) else UPRIGHT
        case _:
            return UPRIGHT


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Return the width and height of an image when it is shown."""
    width, height = size
    return (height, width) if orientation in _SWAPPING else size


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the image as it is shown: itself, if it is upright."""
    transposition = _TRANSPOSITIONS.get(orientation)
    return image if transposition is None else image.transpose(transposition)
