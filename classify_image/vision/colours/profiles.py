"""Colours of another profile to sRGB, in which models were trained and thumbnails are shown (pure)."""

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

_MOST_BYTES = 4_000_000  # of a profile; those of printers have one or two
_KEPT = 16  # transforms; the cameras, scanners and programs behind a container are few
_UNNOTICED = 2  # of 255, up to which a profile is sRGB
_GRID = np.linspace(0, 255, 9, dtype=np.uint8)
# The colour space that a profile's header names (ICC.1:2022, table 19), and the mode of the images that are in it.
_MODES = {b"RGB ": "RGB", b"GRAY": "L", b"CMYK": "CMYK"}

Transform = ImageCms.ImageCmsTransform


def transform_of(image: Image.Image) -> Transform | None:
    """Return what turns an image's colours into sRGB, or None if they are taken for sRGB as they are.

    They are, as browsers do it, where the image has no profile, one that is broken, one of another colour space
    than its own, or one that is sRGB itself.
    """
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not 0 < len(profile) <= _MOST_BYTES:
        return None
    mode = mode_of(image)
    return _transform(profile, mode) if _MODES.get(profile[16:20]) == mode else None


def mode_of(image: Image.Image) -> str:
    """Return the mode in which an image's colours are converted, alpha set aside: RGB, L or CMYK."""
    if image.mode == "CMYK":
        return "CMYK"
    return "L" if image.mode in ("1", "L", "LA", "La", "F") or image.mode.startswith("I") else "RGB"


@lru_cache(maxsize=_KEPT)
def _transform(profile: bytes, mode: str) -> Transform | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB", _INTENT)
        colours = _all_colours(mode)
        converted = ImageCms.applyTransform(colours, made)
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None
    if converted is None or mode == "CMYK":
        return made
    changes = np.abs(np.asarray(converted, np.int16) - np.asarray(colours.convert("RGB"), np.int16))
    return None if changes.max() <= _UNNOTICED else made


# Of a profile of a matrix it is the colorimetric one; of one with tables it is what browsers take.
_INTENT = ImageCms.Intent.PERCEPTUAL


def _all_colours(mode: str) -> Image.Image:
    """Return an image with colours from all over a mode."""
    if mode == "RGB":
        return Image.fromarray(np.stack(np.meshgrid(_GRID, _GRID, _GRID), -1).reshape(1, -1, 3))
    return Image.linear_gradient("L").convert(mode)
