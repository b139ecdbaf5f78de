"""An image's header, read by Pillow or pi-heif, also of a file whose metadata is broken (pure)."""

import io
import warnings
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageFile, TiffImagePlugin

from classify_image.vision.colours.colour_space import described_profile
from classify_image.vision.opening import formats
from classify_image.vision.opening.header_limits import TIFF_DIRECTORIES
from classify_image.vision.opening.jpeg2000_header import read_codestream
from classify_image.vision.opening.repair import mended
from classify_image.vision.shrinking import shrink_factor
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import UNSUPPORTED_FORMAT

_NEW_SUBFILE_TYPE, _REDUCED, _PLANAR_CONFIGURATION, _PLANES, _BITS = 254, 1, 284, 2, 258  # of TIFF
_NO_DECODER = "not identified by this driver"  # what Pillow says of an image without a mode
_NO_STILL = "No or invalid primary item"
# Our own limits are checked before any pixel is decoded; Pillow's fixed one would only get in their way.
Image.MAX_IMAGE_PIXELS = None
# What Pillow finds odd about metadata is of no use in a log that does not name the file.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


class Header(NamedTuple):
    """An image whose header is read; its size in the file, and how often that is halved while it is decoded."""

    image: Image.Image
    size: tuple[int, int]
    halvings: int

    @property
    def decoded_size(self) -> tuple[int, int]:
        """Width and height of the pixels that are decoded."""
        return -(-self.image.width >> self.halvings), -(-self.image.height >> self.halvings)


def read_header(content: bytes, needed: int) -> Header:
    """Read a header, and prepare the image to be decoded no larger than needed.

    :raises Exception: of Pillow's many kinds.
    """
    Image.init()  # once: until then Pillow knows a few formats only
    readable = formats.readable_as(content)
    is_heif = readable == (formats.HEIF,)
    image = _open_heif(content) if is_heif else Image.open(io.BytesIO(content), formats=readable)
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        _choose_page(image)
        _load_as_stored(image)
    if made := described_profile(image, content):
        image.info["icc_profile"] = made
    size = image.size
    image.draft("RGB", (needed, needed))
    halvings = _halvings(image, content, needed)
    if halvings:
        image.reduce = halvings  # type: ignore[method-assign, assignment] # what it is called in a Jpeg2KImageFile
    return Header(image, size, halvings)


def read_mended(content: bytes, needed: int) -> tuple[Header, bytes]:
    """Read a header, without the metadata if that keeps it from being read; return what was read, too.

    :raises Exception: likewise.
    """
    try:
        return read_header(content, needed), content
    except Exception:
        other = mended(content)
        if other is None:
            raise
        with suppress(Exception):
            return read_header(other, needed), other
        raise


@cache
def _heif_plugin() -> type[ImageFile.ImageFile]:
    """Return what reads HEIF, not before an image is one: loading its libraries takes a tenth of a second."""
    import pi_heif  # noqa: PLC0415

    pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
    pi_heif.options.DECODE_THREADS = 1  # as many images are decoded at once as there are lanes
    plugin: type[ImageFile.ImageFile] = pi_heif.HeifImageFile
    return plugin


def _open_heif(content: bytes) -> Image.Image:
    try:
        return _heif_plugin()(io.BytesIO(content))
    except SyntaxError as error:
        if str(error) == _NO_DECODER:
            text = f"The image is a HEIF file whose pixels are not encoded as HEVC; supported are {formats.NAMES}."
        elif _NO_STILL in str(error):
            text = "The image is a HEIF file without a still image: a sequence, or something else."
        else:
            raise
        raise PermanentError(UNSUPPORTED_FORMAT, text) from error


def _choose_page(image: TiffImagePlugin.TiffImageFile) -> None:
    """Choose the largest of the first pages where the first says that it is a small copy, as some programs put it."""
    if _first(image, _NEW_SUBFILE_TYPE) & _REDUCED:
        pixels = {0: image.width * image.height}
        with suppress(Exception):  # there are no more, or they cannot be read
            for page in range(1, TIFF_DIRECTORIES):
                image.seek(page)
                pixels[page] = image.width * image.height
        image.seek(max(pixels, key=lambda page: pixels[page]))
    is_planar = _first(image, _PLANAR_CONFIGURATION) == _PLANES and _first(image, _BITS) > 8  # noqa: PLR2004
    if is_planar and image.tile and image.tile[0].codec_name == "raw":
        text = "The image is a TIFF of a kind that is not read: planes of more than 8 bits, not compressed."
        raise PermanentError(UNSUPPORTED_FORMAT, text)


def _first(image: TiffImagePlugin.TiffImageFile, tag: int) -> int:
    """Return the first value of a tag that is a whole number; 0 if it has none."""
    value = image.tag_v2.get(tag, 0)
    value = value[0] if isinstance(value, tuple) and value else value
    return value if isinstance(value, int) else 0


def _load_as_stored(image: Image.Image) -> None:
    """Keep Pillow from turning a TIFF while it loads, where odd metadata may stop it and a second copy is made."""
    image.load_end = lambda: None  # type: ignore[attr-defined]
    image._size = image._tile_size  # type: ignore[attr-defined] # noqa: SLF001 - there is no other way


def _halvings(image: Image.Image, content: bytes, needed: int) -> int:
    """Return how often a large JPEG 2000 is halved while it is decoded, and stays some times larger than needed."""
    frame = read_codestream(content, image.size) if image.format == "JPEG2000" else None
    if frame is None:
        return 0
    return min(max(frame.halvings - 1, 0), shrink_factor(image.size, needed).bit_length() - 1)
