"""Estimate the memory that each format's decoder takes, from the header (pure)."""

import struct
from collections.abc import Mapping

from PIL import Image

from classify_image.vision.opening.image_bytes import image_bytes
from classify_image.vision.opening.jpeg2000_header import read_codestream
from classify_image.vision.opening.jpeg_header import read_frame
from classify_image.vision.opening.tiff_directory import Tiff, first_number

_TILE, _TILE_COMPONENT = 9_500, 1_200  # bytes that OpenJPEG keeps for each tile, and for each of its components
_HEIF_SAMPLES = 4.5  # bytes per pixel: planes of luma and chroma, and RGB
_HEIF_HEADER, _HEIF_FIXED = 1 << 20, 4_000_000
_BITS, _COMPRESSION, _SAMPLES, _ROWS_PER_STRIP, _TILE_WIDTH, _TILE_LENGTH = 258, 259, 277, 278, 322, 323  # TIFF's tags
_JPEG_COMPRESSIONS = (6, 7)


def decoder_bytes(image: Image.Image, content: bytes, size: tuple[int, int], halvings: int) -> int:
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
            return 2 * image_bytes("P", image.width, image.height)
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
    bits = first_number(tags, _BITS, 8) * first_number(tags, _SAMPLES, 4)
    if first_number(tags, _COMPRESSION, 1) in _JPEG_COMPRESSIONS:
        bits = max(bits, 32)  # decoded to RGBA
    if _TILE_WIDTH in tags:
        return -(-first_number(tags, _TILE_WIDTH, 0) * bits // 8) * first_number(tags, _TILE_LENGTH, 0)
    width, height = image.size
    return -(-width * bits // 8) * min(height, first_number(tags, _ROWS_PER_STRIP, height))
