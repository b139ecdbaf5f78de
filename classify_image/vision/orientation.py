"""Read which way up browsers show an image (pure), because the page draws boxes over it.

The rules of Chromium 156, by format:

====  =====================================================================================
JPEG  the first EXIF segment, never XMP
PNG   the ``eXIf`` chunk, if it comes before the pixels
AVIF  the container's ``irot`` and ``imir``, never EXIF
WebP  never
====  =====================================================================================

No browser shows TIFF or HEIC. A TIFF follows its tag, as in viewers; libheif turns a HEIC as its container says.
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
    """Return the orientation of an image that is opened but not loaded: 1 to 8, as in EXIF."""
    match image.format:
        case "JPEG" | "MPO":
            return exif.orientation(first_exif(content))
        case "PNG" | "AVIF":  # for AVIF, Pillow puts the container's orientation here
            return exif.orientation(image.info.get("exif", b""))
        case "TIFF":
            value = getattr(image, "tag_v2", {}).get(_TIFF_TAG)
            return int(value) if isinstance(value, int) and value in range(1, 9) else UPRIGHT
        case _:
            return UPRIGHT


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Return the width and height of the upright image."""
    width, height = size
    return (height, width) if orientation in _SWAPPING else size


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the upright image: the same object if it already is."""
    transposition = _TRANSPOSITIONS.get(orientation)
    return image if transposition is None else image.transpose(transposition)
