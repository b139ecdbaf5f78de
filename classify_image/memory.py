"""How many bytes decoding an image takes at its peak, known from its header (pure).

``python -m benchmarks.memory`` decodes a file of each kind and prints its peak beside these figures.
"""

import re
from collections.abc import Mapping

from PIL import Image

from classify_image.colours import is_plain
from classify_image.jpeg2000_header import read_codestream
from classify_image.jpeg_header import read_frame
from classify_image.shrinking import LARGE, shrink_factor, strip_rows

_ROW_POINTER = 8  # bytes that each row of an image takes in Pillow, beside its pixels
_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2}  # bytes; each other mode takes 4
_DEEPEST = 8  # bytes a pixel of a file: four channels of 16 bits
_CONVERTING = 24  # bytes a pixel that is being converted, in all copies
_ROUNDING = 1.05  # what is computed is rounded up to blocks and tiles
_FIXED = 2_000_000  # of the decoders themselves
_AV1_CONFIGURATION, _BOXES = re.compile(rb"av1C..(.)", re.DOTALL), 4096
_ROWS_PER_STRIP, _TILE_WIDTH, _TILE_LENGTH, _BITS, _SAMPLES = 278, 322, 323, 258, 277  # tags of TIFF


def memory_needed(image: Image.Image, content: bytes, needed: int, *, halvings: int = 0, sees_all: bool = False) -> int:
    """Return how many bytes decoding, converting and shrinking take at once, the content itself not among them.

    :param image: opened, but not loaded; a draft is taken into account.
    :param needed: the shorter side below which detail is lost.
    :param halvings: how often the size is halved while a JPEG 2000 is decoded.
    :param sees_all: whether the model sees the whole image, and not a square of its middle.
    """
    width, height = (-(-side // 2**halvings) for side in image.size)
    decoder = _jpeg2000(image, content, halvings) if image.format == "JPEG2000" else _decoder(image, content)
    decoded = _image(image.mode, width, height) + 2 * _DEEPEST * width + decoder
    conversion = _conversion((width, height), needed, is_plain=is_plain(image), sees_all=sees_all)
    return int(_ROUNDING * (decoded + conversion)) + _FIXED


def _image(mode: str, width: int, height: int) -> int:
    return width * height * _PIXEL.get(mode, 4) + height * _ROW_POINTER


def _conversion(size: tuple[int, int], needed: int, *, is_plain: bool, sees_all: bool) -> int:
    """Return what it takes to make an upright, smaller image in RGB of a loaded one, and then a tensor."""
    width, height = size
    if width * height <= LARGE:
        resized = 4 * needed * max(width, height) if sees_all else 0
        return width * height * (4 if is_plain else _CONVERTING) + resized
    factor = shrink_factor(size, needed)
    small = _image("RGB", -(-width // factor), -(-height // factor))
    resized = 4 * needed * (max if sees_all else min)(width, height) // factor  # Pillow resizes each row first
    strip = 0 if is_plain else width * min(height, strip_rows(width, factor)) * _CONVERTING
    return 2 * small + max(strip, resized)  # twice: one that is turned is a copy


def _decoder(image: Image.Image, content: bytes) -> int:
    """Return what a format's decoder takes beside the image that it fills."""
    pixels = image.width * image.height
    match image.format:
        case "JPEG" | "MPO":
            return _jpeg_coefficients(content)
        case "WEBP":  # two canvases of four bytes, and Python's bytes; of what is lossless one canvas more meanwhile
            return 12 * pixels + 2 * len(content)
        case "AVIF":  # its planes, and Python's bytes
            return int(pixels * (_avif_planes(content) + len(image.getbands()))) + len(content)
        case "TIFF" if _codec(image) != "raw":
            return _tiff_strip(image) + len(content)
        case "GIF":
            return 2 * _image("P", image.width, image.height)
        case "BMP" if _codec(image) != "raw":  # Python undoes run lengths
            return 3 * pixels
        case _:
            return 0


def _codec(image: Image.Image) -> str:
    tiles = getattr(image, "tile", None)
    return str(tiles[0][0]) if tiles else ""


def _jpeg_coefficients(content: bytes) -> int:
    """Return what libjpeg keeps of a JPEG in several scans: two bytes a sample, however small the draft is."""
    frame = read_frame(content)
    if frame is None or not frame.in_several_scans:
        return 0
    return int(2 * frame.samples * (frame.width + 32) * (frame.height + 32))


def _avif_planes(content: bytes) -> float:
    """Return the bytes that a pixel takes in the planes of an AVIF, alpha among them: AV1-ISOBMFF 2.3, ``av1C``."""
    flags = [match[1][0] for match in _AV1_CONFIGURATION.finditer(content[:_BOXES])]
    planes = 0.0
    for each in flags:
        is_deep, is_grey, halves = each & 0x40, each & 0x10, (each >> 3 & 1) + (each >> 2 & 1)
        planes += (2 if is_deep else 1) * (1 if is_grey else 1 + 2 / 2**halves)
    return 1 + planes if flags else 8.0


def _jpeg2000(image: Image.Image, content: bytes, halvings: int) -> int:
    """Return what OpenJPEG takes for the largest tile: an integer for each sample, and the tile's bytes."""
    frame, components = read_codestream(content), len(image.getbands())
    width, height = image.size
    if frame:
        width, height = min(width, frame.tile_width), min(height, frame.tile_height)
        components = max(components, frame.components)
    blocks = width * height if halvings else 0  # what is not decoded is kept in code blocks
    return (6 * width * height * components >> 2 * halvings) + blocks + len(content)


def _tiff_strip(image: Image.Image) -> int:
    """Return the bytes of the largest strip or tile, which is decoded at once."""
    tags: Mapping[int, object] = getattr(image, "tag_v2", {})
    pixel = max(4, -(-_number(tags, _BITS, 8) * _number(tags, _SAMPLES, 4) // 8))
    if _TILE_WIDTH in tags:
        return _number(tags, _TILE_WIDTH, 0) * _number(tags, _TILE_LENGTH, 0) * pixel
    side = max(image.size)  # an image that is turned tells the size in which it is shown
    return min(side * _number(tags, _ROWS_PER_STRIP, side), image.width * image.height) * pixel


def _number(tags: Mapping[int, object], tag: int, default: int) -> int:
    """Return the first number of a tag, which may have one or several."""
    found = re.search(r"\d+", str(tags.get(tag, default)))
    return int(found[0]) if found else default
