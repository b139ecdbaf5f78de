"""An encoded image, opened: its header is read, and no pixel (pure)."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from traceback import clear_frames
from typing import NamedTuple

from PIL import Image, ImageFile, UnidentifiedImageError

from classify_image.vision import exif, formats
from classify_image.vision.colour_description import described_profile
from classify_image.vision.header_limits import expect_modest, gif_screen
from classify_image.vision.jpeg2000_header import read_codestream
from classify_image.vision.jpeg_header import first_exif
from classify_image.vision.memory import memory_needed
from classify_image.vision.mending import mended
from classify_image.vision.orientation import read_orientation, upright_size
from classify_image.vision.raw import find_preview, raw_format, tiff_header
from classify_image.vision.shrinking import shrink_factor
from classify_image.vision.tiff_directory import tiff_kind
from cocoon.errors import PermanentError

_UNSUPPORTED = ("Unsupported", "not been built in", "not supported")  # how readers say that they cannot
_NO_DECODER = "not identified by this driver"  # what Pillow says of an image without a mode
_HEAD = 16  # bytes, by which Pillow tells formats
# Our own limits are checked before any pixel is decoded; Pillow's fixed one would only get in their way.
Image.MAX_IMAGE_PIXELS = None
# What Pillow finds odd about metadata is of no use in a log that does not name the file.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


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


class Header(NamedTuple):
    """An image whose header is read; its size in the file, and how often that is halved while it is decoded."""

    image: Image.Image
    size: tuple[int, int]
    halvings: int

    @property
    def decoded_size(self) -> tuple[int, int]:
        """Width and height of the pixels that are decoded."""
        return -(-self.image.width >> self.halvings), -(-self.image.height >> self.halvings)


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
            turned_by = first_exif(preview) or tiff_header(content)
            header, content = _read_mended(preview, max_pixels, needed)
            orientation = exif.orientation(turned_by)
        else:
            header, content = _read_mended(content, max_pixels, needed)
            orientation = read_orientation(header.image, content)
        image, size, halvings = header
        _check_size(size, header.decoded_size, max_pixels)
        memory = memory_needed(image, content, size, needed, halvings=halvings, sees_all=sees_all)
        return OpenedImage(content, image, upright_size(size, orientation), orientation, needed, memory)


def read_header(content: bytes, needed: int) -> Header:
    """Read a header, and prepare the image to be decoded no larger than needed.

    :raises Exception: of Pillow's many kinds.
    """
    Image.init()  # once: until then Pillow knows a few formats only
    readable = formats.readable_as(content)
    is_heif = readable == (formats.HEIF,)
    image = _open_heif(content) if is_heif else Image.open(io.BytesIO(content), formats=readable)
    if image.format == "TIFF":
        _load_as_stored(image)
    if made := described_profile(image, content):
        image.info["icc_profile"] = made
    size = image.size
    image.draft("RGB", (needed, needed))
    halvings = _halvings(image, content, needed)
    if halvings:
        image.reduce = halvings  # type: ignore[method-assign, assignment] # what it is called in a Jpeg2KImageFile
    return Header(image, size, halvings)


def _read_mended(content: bytes, max_pixels: int, needed: int) -> tuple[Header, bytes]:
    """Read a header, without the metadata if that keeps it from being read; return what was read, too."""
    expect_modest(content)
    if screen := gif_screen(content):
        _check_size(screen, screen, max_pixels)
    try:
        return read_header(content, needed), content
    except Exception:
        other = mended(content)
        if other is None:
            raise
        with suppress(Exception):
            return read_header(other, needed), other
        raise


def _preview(content: bytes, raw: str, needed: int) -> bytes:
    preview = find_preview(content, needed)
    if preview is None:
        text = f"The image is a camera's raw file ({raw}) without a preview of {needed} pixels or more, a JPEG."
        raise PermanentError("unsupported_format", text)
    return preview


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
        if str(error) != _NO_DECODER:
            raise
        text = f"The image is a HEIF file whose pixels are not encoded as HEVC; supported are {formats.NAMES}."
        raise PermanentError("unsupported_format", text) from error


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
        text = str(error).strip().removesuffix(".") or type(error).__name__
        if any(word in text for word in _UNSUPPORTED):
            raise PermanentError("unsupported_format", f"The image is of a kind that is not read: {text}.") from error
        raise PermanentError("image_damaged", f"The image is damaged: {text}.") from error


def _check_size(size: tuple[int, int], decoded_size: tuple[int, int], max_pixels: int) -> None:
    if decoded_size[0] * decoded_size[1] > max_pixels:
        text = f"The image has {size[0]} x {size[1]} pixels; MAX_IMAGE_PIXELS allows {max_pixels:,}."
        raise PermanentError("image_too_large", text)


def _unidentified(content: bytes) -> PermanentError:
    """Return what is wrong with a file that Pillow cannot open in any of the formats that are read."""
    name = formats.foreign_format(content) or _other_format(content)
    if name is not None:
        return PermanentError("unsupported_format", f"The image has the format {name}; supported are {formats.NAMES}.")
    readable = [each for each in formats.readable_as(content) if each in Image.OPEN]
    name = next((each for each in readable if (accept := Image.OPEN[each][1]) and accept(content[:_HEAD])), None)
    if name is None:
        return PermanentError("not_an_image", "The blob is not an image in a format that is known.")
    if name == "TIFF" and (kind := tiff_kind(content)):
        return PermanentError("unsupported_format", f"The image is a TIFF of a kind that is not read: {kind}.")
    reason = _reason(name, content)
    if any(word in reason for word in _UNSUPPORTED):
        return PermanentError("unsupported_format", f"The image is {name} of a kind that is not read: {reason}.")
    text = f"The image is damaged: it begins as {name} does, but its header cannot be read: {reason}."
    return PermanentError("image_damaged", text)


def _reason(name: str, content: bytes) -> str:
    """Return why a format's reader does not take a file, which Pillow does not tell."""
    try:
        Image.OPEN[name][0](io.BytesIO(content), "")
    except Exception as error:  # noqa: BLE001 - of many kinds
        return str(error).strip() or type(error).__name__
    return "it is not known why"


def _other_format(content: bytes) -> str | None:
    """Return the format of a file that Pillow can open, but that is not to be read."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            return None if image.format in formats.READ else image.format
    except Exception:  # noqa: BLE001 - then it is nothing that Pillow knows
        return None
