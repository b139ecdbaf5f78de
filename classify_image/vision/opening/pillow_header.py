"""Read an image's header with Pillow or pi-heif, even if the file's metadata is broken (pure)."""

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
from classify_image.vision.opening.tiff_directory import first_number
from classify_image.vision.shrinking import shrink_factor
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import UNSUPPORTED_FORMAT

_NEW_SUBFILE_TYPE, _REDUCED, _PLANAR_CONFIGURATION, _PLANES, _BITS = 254, 1, 284, 2, 258  # of TIFF
_NO_DECODER = "not identified by this driver"  # Pillow's message for an image without a mode
_NO_STILL = "No or invalid primary item"
# Our own limits are checked before any pixel is decoded; Pillow's fixed limit would only get in their way.
Image.MAX_IMAGE_PIXELS = None
# Pillow's warnings about metadata are of no use in a log that does not name the file.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


class Header(NamedTuple):
    """An image whose header is read, its size in the file, and how often decoding halves that size."""

    image: Image.Image
    size: tuple[int, int]
    halvings: int

    @property
    def decoded_size(self) -> tuple[int, int]:
        """Width and height of the pixels that are decoded."""
        return -(-self.image.width >> self.halvings), -(-self.image.height >> self.halvings)


def read_header(content: bytes) -> Image.Image:
    """Read a header; the image is not loaded.

    :raises Exception: one of Pillow's many kinds.
    """
    Image.init()  # has an effect once: until then Pillow knows only a few formats
    readable = formats.readable_as(content)
    is_heif = readable == (formats.HEIF,)
    image = _open_heif(content) if is_heif else Image.open(io.BytesIO(content), formats=readable)
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        _choose_page(image)
        _load_as_stored(image)
    if profile := described_profile(image, content):
        image.info["icc_profile"] = profile
    return image


def reduce_decoding(image: Image.Image, content: bytes, needed: int) -> Header:
    """Set an image up so that it is decoded no larger than needed.

    :param content: the bytes from which its header was read.
    :param needed: the shorter side below which detail is lost.
    """
    size = image.size
    image.draft("RGB", (needed, needed))
    halvings = _halvings(image, content, needed)
    if halvings:
        image.reduce = halvings  # type: ignore[method-assign, assignment] # an attribute of a Jpeg2KImageFile
    return Header(image, size, halvings)


def read_mended(content: bytes) -> tuple[Image.Image, bytes]:
    """Read a header, without the file's metadata if that breaks it; return it and the bytes that were read.

    :raises Exception: one of Pillow's many kinds.
    """
    try:
        return read_header(content), content
    except Exception:
        repaired = mended(content)
        if repaired is None:
            raise
        with suppress(Exception):
            return read_header(repaired), repaired
        raise


@cache
def _heif_plugin() -> type[ImageFile.ImageFile]:
    """Return the HEIF reader; import it with the first HEIF image, because its libraries take a tenth of a second."""
    import pi_heif  # noqa: PLC0415

    pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
    pi_heif.options.DECODE_THREADS = 1  # several images are decoded at a time already
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
    """Select the largest of the first pages if the first is marked as a reduced copy, as some programs write it."""
    if first_number(image.tag_v2, _NEW_SUBFILE_TYPE, 0) & _REDUCED:
        pixels = {0: image.width * image.height}
        with suppress(Exception):  # there are no more pages, or they cannot be read
            for page in range(1, TIFF_DIRECTORIES):
                image.seek(page)
                pixels[page] = image.width * image.height
        image.seek(max(pixels, key=lambda page: pixels[page]))
    tags = image.tag_v2
    is_planar = first_number(tags, _PLANAR_CONFIGURATION, 0) == _PLANES and first_number(tags, _BITS, 0) > 8  # noqa: PLR2004
    if is_planar and image.tile and image.tile[0].codec_name == "raw":
        text = "The image is a TIFF of a kind that is not read: planes of more than 8 bits, not compressed."
        raise PermanentError(UNSUPPORTED_FORMAT, text)


def _load_as_stored(image: Image.Image) -> None:
    """Keep Pillow from turning a TIFF as it loads: odd metadata may break that, and it makes a second copy."""
    image.load_end = lambda: None  # type: ignore[attr-defined]
    image._size = image._tile_size  # type: ignore[attr-defined] # noqa: SLF001 - there is no other way


def _halvings(image: Image.Image, content: bytes, needed: int) -> int:
    """Return how often to halve a large JPEG 2000 while decoding; it stays some times larger than needed."""
    frame = read_codestream(content, image.size) if image.format == "JPEG2000" else None
    if frame is None:
        return 0
    return min(max(frame.halvings - 1, 0), shrink_factor(image.size, needed).bit_length() - 1)
