"""Convert colours with a profile to sRGB, in which models were trained and thumbnails are shown (pure)."""

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

_MOST_BYTES = 4_000_000  # of a profile; those of printers have one or two
_KEPT = 16  # transforms; few cameras, scanners and programs write to one container
_UNNOTICED = 2  # of 255: the largest difference at which a profile counts as sRGB
_GRID = np.linspace(0, 255, 9, dtype=np.uint8)
# The image mode for the colour space that a profile's header names (ICC.1:2022, table 19).
_MODES = {b"RGB ": "RGB", b"GRAY": "L", b"CMYK": "CMYK"}

Transform = ImageCms.ImageCmsTransform


def transform_of(image: Image.Image) -> Transform | None:
    """Return the transform from an image's colours to sRGB; None if they count as sRGB already.

    As in browsers, they do if the image has no profile, a broken one, one for a colour space other than its own, or
    sRGB itself.
    """
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not 0 < len(profile) <= _MOST_BYTES:
        return None
    mode = mode_of(image)
    return _transform(profile, mode) if _MODES.get(profile[16:20]) == mode else None


def mode_of(image: Image.Image) -> str:
    """Return the mode in which an image's colours are converted, without alpha: RGB, L or CMYK."""
    if image.mode == "CMYK":
        return "CMYK"
    return "L" if image.mode in ("1", "L", "LA", "La", "F") or image.mode.startswith("I") else "RGB"


@lru_cache(maxsize=_KEPT)
def _transform(profile: bytes, mode: str) -> Transform | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB", _INTENT)
        colours = _all_colours(mode)
        converted = ImageCms.applyTransform(colours, transform)
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None
    if converted is None or mode == "CMYK":
        return transform
    changes = np.abs(np.asarray(converted, np.int16) - np.asarray(colours.convert("RGB"), np.int16))
    return None if changes.max() <= _UNNOTICED else transform


# With a matrix profile this equals the colorimetric intent; with a table profile it is what browsers use.
_INTENT = ImageCms.Intent.PERCEPTUAL


def _all_colours(mode: str) -> Image.Image:
    """Return an image with colours from the whole range of a mode."""
    if mode == "RGB":
        return Image.fromarray(np.stack(np.meshgrid(_GRID, _GRID, _GRID), -1).reshape(1, -1, 3))
    return Image.linear_gradient("L").convert(mode)
