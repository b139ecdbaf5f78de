"""Estimate the peak memory of decoding an image from its header (pure).

``python -m benchmarks.memory`` decodes a file of each kind and prints its actual peak next to this estimate.
"""

import re
import struct
from collections.abc import Mapping

from PIL import Image

from classify_image.vision.colours.to_rgb import is_rgb
from classify_image.vision.opening.jpeg2000_header import read_codestream
from classify_image.vision.opening.jpeg_header import read_frame
from classify_image.vision.opening.tiff_directory import Tiff
from classify_image.vision.shrinking import LARGE, shrink_factor, strip_rows

_ROW = 8  # bytes that Pillow takes for each row of an image, on top of its pixels
_TILE, _TILE_COMPONENT = 9_500, 1_200  # bytes that OpenJPEG keeps for each tile, and for each of its components
_COPIES = 6  # of a strip at a time, while it is converted
_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2}  # bytes; all other modes take 4
_DEEPEST = 8  # bytes per pixel in a file, at most: four channels of 16 bits
_CONVERTING = 24  # bytes per pixel during conversion, all copies together
_HEIF_SAMPLES = 4.5  # bytes per pixel: planes of luma and chroma, and RGB
_HEIF_HEADER, _HEIF_FIXED = 1 << 20, 4_000_000
_ROUNDING = 1.05  # decoders round up to blocks and tiles
_FIXED = 2_000_000  # of the decoders themselves
_COMPRESSION, _ROWS_PER_STRIP, _TILE_WIDTH, _TILE_LENGTH, _BITS, _SAMPLES = (
    259,
    278,
    322,
    323,
    258,
    277,
)  # tags of TIFF
_JPEG_COMPRESSIONS = (6, 7)


def memory_needed(
    image: Image.Image,
    content: bytes,
    size: tuple[int, int],
    needed: int,
    *,
    halvings: int = 0,
    sees_all: bool = False,
) -> int:
    """Return the peak number of bytes that decoding, converting and shrinking take, without the content itself.

    Where the header leaves a doubt, the worst case counts.

    :param image: opened but not loaded; its draft size is taken into account.
    :param size: the size in the file.
    :param needed: the shorter side below which detail is lost.
    :param halvings: how often decoding halves the size of a JPEG 2000.
    :param sees_all: whether the model sees the whole image rather than a centre crop.
    """
    width, height = (-(-side // 2**halvings) for side in image.size)
    decoded = _image(image.mode, width, height) + 2 * _DEEPEST * width + _decoder(image, content, size, halvings)
    conversion = _conversion((width, height), needed, is_plain=is_rgb(image), sees_all=sees_all)
    return int(_ROUNDING * (decoded + conversion)) + _FIXED


def _image(mode: str, width: int, height: int) -> int:
    row = (width * _PIXEL.get(mode, 4) + 3) // 4 * 4
    return height * (row + _ROW)


def _conversion(size: tuple[int, int], needed: int, *, is_plain: bool, sees_all: bool) -> int:
    """Return the bytes that it takes to turn a loaded image into an upright, smaller RGB image, and into a tensor."""
    width, height = size
    if width * height <= LARGE:
        resized = 4 * needed * max(width, height) if sees_all else 0
        rows = _COPIES * _ROW * max(width, height)
        return width * height * (4 if is_plain else _CONVERTING) + rows + resized
    factor = shrink_factor(size, needed)
    across, down = -(-width // factor), -(-height // factor)
    resized = 4 * needed * (max if sees_all else min)(across, down)  # Pillow resizes each row first
    rows = min(height, strip_rows(width, factor))
    strip = 0 if is_plain else width * rows * _CONVERTING + rows * _COPIES * _ROW
    upright = _image("RGB", across, down) + _image("RGB", down, across)  # turning an image makes a copy
    return upright + max(strip, resized)


def _decoder(image: Image.Image, content: bytes, size: tuple[int, int], halvings: int) -> int:
    """Return the bytes that a format's decoder takes in addition to the image that it fills."""
    pixels = image.width * image.height
    match image.format:
        case "JPEG" | "MPO":
            return _jpeg_coefficients(image, content, size)
        case "JPEG2000":
            return _jpeg2000(image, content, halvings)
        case "WEBP":  # two canvases of four bytes, and Python's bytes; lossless decoding takes a third canvas
            return 12 * pixels + 2 * len(content)
        case "AVIF":  # Python's bytes, and planes: at worst four of 16 bits, as the header may be wrong
            return (8 + len(image.getbands())) * pixels + len(content)
        case "HEIF":
            return _heif(image, content)
        case "TIFF":
            strip = 0 if _codec(image) == "raw" else _tiff_strip(image) + len(content)
            return strip + 2 * _tag_bytes(content)
        case "GIF":
            return 2 * _image("P", image.width, image.height)
        case "BMP" if _codec(image) != "raw":  # Python code decodes the run lengths
            return 5 * pixels
        case _:
            return 0


def _heif(image: Image.Image, content: bytes) -> int:
    """Return the bytes that libheif and libde265 take: planes of 8 or 16 bits, the RGB result, and a copy of the file.

    An image that is composed of others, or has transparency, takes a second canvas.
    """
    pixels = image.width * image.height
    sample = 1 if image.info.get("bit_depth", 8) <= 8 else 2  # noqa: PLR2004
    canvases = 2 if b"iovl" in content[:_HEIF_HEADER] or "A" in image.getbands() else 1
    return int(_HEIF_SAMPLES * sample * canvases * pixels) + len(content) + _HEIF_FIXED


def _codec(image: Image.Image) -> str:
    tiles = getattr(image, "tile", None)
    return str(tiles[0][0]) if tiles else ""


def _jpeg_coefficients(image: Image.Image, content: bytes, size: tuple[int, int]) -> int:
    """Return the bytes that libjpeg keeps for a JPEG in several scans: two per sample, however small the draft is."""
    frame = read_frame(content)
    if frame and not frame.in_several_scans:
        return 0
    samples = frame.samples if frame and (frame.width, frame.height) == size else len(image.getbands())
    return int(2 * samples * (size[0] + 32) * (size[1] + 32))


def _jpeg2000(image: Image.Image, content: bytes, halvings: int) -> int:
    """Return the bytes that OpenJPEG takes for the largest tile: an integer per sample, and the encoded tile."""
    frame, components = read_codestream(content, image.size), len(image.getbands())
    width, height = image.size
    if frame:
        width, height = min(width, frame.tile_width), min(height, frame.tile_height)
        components = max(components, frame.components)
    blocks = width * height if halvings else 0  # it keeps undecoded levels in code blocks
    tiles = -(-image.width // width) * -(-image.height // height)
    of_tiles = tiles * (_TILE + _TILE_COMPONENT * components) if tiles > 1 else 0
    return (6 * width * height * components >> 2 * halvings) + blocks + of_tiles + len(content)


def _tag_bytes(content: bytes) -> int:
    """Return the bytes of a TIFF's tags, which Pillow reads whole: Photoshop keeps layers in one."""
    tiff = Tiff.of(content)
    try:
        sizes = [8 * entry.values for entry in tiff.entries(tiff.first())] if tiff else []
    except struct.error:
        return len(content)
    return min(sum(sizes), len(content))


def _tiff_strip(image: Image.Image) -> int:
    """Return the bytes of the largest strip or tile, which is decoded in one piece."""
    tags: Mapping[int, object] = getattr(image, "tag_v2", {})
    bits = _number(tags, _BITS, 8) * _number(tags, _SAMPLES, 4)
    if _number(tags, _COMPRESSION, 1) in _JPEG_COMPRESSIONS:
        bits = max(bits, 32)  # decoded to RGBA
    if _TILE_WIDTH in tags:
        return -(-_number(tags, _TILE_WIDTH, 0) * bits // 8) * _number(tags, _TILE_LENGTH, 0)
    width, height = image.size
    return -(-width * bits // 8) * min(height, _number(tags, _ROWS_PER_STRIP, height))


def _number(tags: Mapping[int, object], tag: int, default: int) -> int:
    """Return the first number of a tag, which may have several."""
    match = re.search(r"\d+", str(tags.get(tag, default)))
    return int(match[0]) if match else default
