"""Scale greys of 16 bits, 32 bits or floats to 8 bits, as a viewer shows them (pure)."""

from typing import NamedTuple

import numpy as np
from PIL import Image

WHITE = 255
_SIDE = 512  # pixels of a side of the sample whose values are measured
_FILLED = 4  # values fill a type if they span a quarter of its range
_OUTLIERS = 0.5  # percent of the values at each end that may be "no data" or broken
_TOPS = {"F": (1.0, 255.0, 65535.0), "I": (255.0, 65535.0)}  # the usual ranges, from 0 to these, by mode
_TOP_16 = (65535.0,)


class Levels(NamedTuple):
    """The values that become black and white."""

    black: float
    white: float


def is_deep_grey(image: Image.Image) -> bool:
    """Return whether an image has greys of 16 or 32 bits, or floats."""
    return image.mode == "F" or image.mode.startswith("I")


def levels_of(image: Image.Image) -> Levels:
    """Return the levels of a deep grey image: the range of its type if its values fill it, else their own range.

    So 12 bits in 16, metres, degrees and signed numbers do not come out black. NaN and infinity are ignored, and so
    are a few values far from all others, such as markers of "no data".
    """
    sample = image.resize((min(image.width, _SIDE), min(image.height, _SIDE)), Image.Resampling.NEAREST)
    values = np.asarray(sample, np.float64)
    values = values[np.isfinite(values)]
    if not values.size:
        return Levels(0.0, 1.0)
    low, high = np.percentile(values, (_OUTLIERS, 100 - _OUTLIERS))
    if low == high:
        low, high = values.min(), values.max()
    if values.min() >= 0:
        for top in _TOPS.get(image.mode, _TOP_16):
            if values.max() <= top and high - low >= top / _FILLED:
                return Levels(0.0, top)
    if low == high:
        return _flat(float(high), _TOPS.get(image.mode, _TOP_16))
    return Levels(float(low), float(high))


def _flat(value: float, tops: tuple[float, ...]) -> Levels:
    """Return the levels of an image with a single value: the smallest usual range that contains it."""
    return Levels(0.0, next((top for top in tops if 0 <= value <= top), max(value, 1.0)))


def to_8_bits(image: Image.Image, levels: Levels) -> Image.Image:
    """Return a deep grey image, or a part of one, in mode L."""
    factor = WHITE / max(levels.white - levels.black, 1e-30)
    values = (np.asarray(image, np.float32) - np.float32(levels.black)) * np.float32(factor)
    return Image.fromarray(np.clip(np.nan_to_num(values), 0, WHITE).astype(np.uint8), "L")


def mask_of_all_but(image: Image.Image, value: int) -> Image.Image:
    """Return a mask in mode L: white where a deep grey image has another value."""
    return Image.fromarray(np.where(np.asarray(image) == value, 0, WHITE).astype(np.uint8), "L")


def stretched(image: Image.Image) -> Image.Image:
    """Return an RGB image that holds the upper 8 of 16 bits, brightened if it hardly uses their range."""
    highest = max(int(top) for _, top in image.getextrema())  # type: ignore[misc] # a pair for each channel
    if not 0 < highest < (WHITE + 1) // _FILLED:
        return image
    return image.point([min(WHITE, value * WHITE // highest) for value in range(WHITE + 1)] * 3)
