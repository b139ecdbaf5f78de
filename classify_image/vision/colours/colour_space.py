"""Read the colour space that a file describes without a profile: code points, or a gamma and primaries (pure).

ITU-T H.273 (code points), PNG 3rd edition 11.3.2 (precedence), ISO/IEC 14496-12 12.1.5 (the box ``colr``).
"""

import struct

from PIL import Image

from classify_image.vision.colours import profile_builder
from classify_image.vision.colours.profile_builder import BT_709, BT_2020, DISPLAY_P3, Curve, Primaries

_PRIMARIES = {1: BT_709, 2: BT_709, 9: BT_2020, 12: DISPLAY_P3}
_CURVES = {4: Curve("gamma", 2.2), 5: Curve("gamma", 2.8), 8: Curve("gamma", 1.0), 16: Curve("pq"), 18: Curve("hlg")}
_LIKE_SRGB = Curve("srgb")  # all others: browsers show them as sRGB
_COLR, _HEADER = b"colrnclx", 1 << 16
_USUAL_GAMMA, _CLOSE = 1 / 2.2, 0.01  # which old programs write for sRGB
_GAMMAS = (0.1, 5.0)  # any other is a mistake
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 1000


def described_profile(image: Image.Image, content: bytes) -> bytes | None:
    """Return a profile of the colour space that the file describes; None if it describes none, or sRGB."""
    is_grey = image.mode in ("1", "L", "LA", "I;16")
    points = _code_points(image, content)
    if points is not None:
        primaries, curve = _PRIMARIES.get(points[0]), _CURVES.get(points[1], _LIKE_SRGB)
        if primaries is None or (primaries, curve) == (BT_709, _LIKE_SRGB):
            return None
        return profile_builder.grey(curve) if is_grey else profile_builder.rgb(primaries, curve)
    if "icc_profile" in image.info or "srgb" in image.info or image.format != "PNG":
        return None
    return _of_gamma(image, is_grey=is_grey)


def _code_points(image: Image.Image, content: bytes) -> tuple[int, int] | None:
    """Return the code points of the primaries and of the transfer characteristics; None if there are none."""
    if image.format == "PNG":
        return _of_png(content)
    if image.format in ("AVIF", "HEIF") and "icc_profile" not in image.info:
        at = content.find(_COLR, 0, _HEADER)
        if at >= 0 and len(content) >= at + 12:
            primaries, transfer = struct.unpack_from(">HH", content, at + len(_COLR))
            return primaries, transfer
    return None


def _of_png(content: bytes) -> tuple[int, int] | None:
    """Return the code points in the chunk ``cICP``, which takes precedence over all others."""
    at = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        if at + 10 > len(content):
            break
        length, name = struct.unpack_from(">I4s", content, at)
        if name == b"cICP":
            return content[at + 8], content[at + 9]
        if name == b"IDAT":
            break
        at += 12 + length
    return None


def _of_gamma(image: Image.Image, *, is_grey: bool) -> bytes | None:
    gamma, chromaticity = image.info.get("gamma"), image.info.get("chromaticity")
    if not isinstance(gamma, float) or not _GAMMAS[0] <= gamma <= _GAMMAS[1]:
        return None
    is_usual = abs(gamma - _USUAL_GAMMA) < _CLOSE
    curve = _LIKE_SRGB if is_usual else Curve("gamma", 1 / gamma)
    if is_grey:
        return None if is_usual else profile_builder.grey(curve)
    primaries = BT_709
    if isinstance(chromaticity, tuple) and len(chromaticity) == 8:  # noqa: PLR2004 - x and y of four points
        white, red, green, blue = zip(chromaticity[::2], chromaticity[1::2], strict=True)
        primaries = Primaries(red, green, blue, white)
    if is_usual and primaries.is_close_to(BT_709):
        return None
    return profile_builder.rgb(primaries, curve)
