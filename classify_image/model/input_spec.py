"""Describe a model's input, and map its boxes to the image (pure)."""

import math
from dataclasses import dataclass

from PIL import Image

RESIZING = ("crop", "stretch", "letterbox")
RESAMPLING = {
    "bicubic": Image.Resampling.BICUBIC,
    "bilinear": Image.Resampling.BILINEAR,
    "lanczos": Image.Resampling.LANCZOS,
    "nearest": Image.Resampling.NEAREST,
}
Box = tuple[float, float, float, float]  # top, left, bottom, right as fractions of the height and the width


@dataclass(frozen=True, slots=True)
class InputSpec:
    """The input of a model, as its ``model.json`` describes it.

    ``resize``: "crop" takes ``crop_fraction`` of the largest centre crop with the model's aspect ratio, "stretch" the
    whole image, and "letterbox" the whole image with bars of the value ``padding``.
    Pixel values (0 to 255, RGB) become ``(value - mean) / std``; both are one number, or one for each channel.
    """

    width: int
    height: int
    resize: str = "crop"
    crop_fraction: float = 1.0
    interpolation: str = "bicubic"
    mean: float | tuple[float, ...] = 0.0
    std: float | tuple[float, ...] = 1.0
    padding: int = 0

    def needed_side(self, size: tuple[int, int], *, fast: bool = False) -> int:
        """Return the shorter side that an image of this size must keep when it is decoded at a reduced size.

        The input then loses no detail; with ``fast`` a crop may be enlarged by up to 1 / ``crop_fraction``.
        """
        longer_side, shorter_side = max(self.width, self.height), min(self.width, self.height)
        if self.resize == "letterbox":  # the image may yet be turned, so its longer side counts with the input's
            return min(shorter_side, math.ceil(longer_side * min(size) / max(1, *size)))
        return longer_side if fast else math.ceil(longer_side / self.crop_fraction)


def to_image_box(box: Box, size: tuple[int, int], spec: InputSpec) -> Box:
    """Return a box of the model's input as a box of the image, clipped to the image's edges."""
    top, left, bottom, right = region(size, spec)
    y0, x0, y1, x1 = box
    height, width = bottom - top, right - left
    mapped = (top + y0 * height, left + x0 * width, top + y1 * height, left + x1 * width)
    return tuple(round(min(1.0, max(0.0, edge)), 4) for edge in mapped)  # type: ignore[return-value] # four of four


def region(size: tuple[int, int], spec: InputSpec) -> Box:
    """Return the part of an image that the model's input shows; with a letterbox it is larger than the image."""
    if spec.resize == "stretch":
        return (0.0, 0.0, 1.0, 1.0)
    width, height = size
    aspect = spec.width / spec.height
    fit = max if spec.resize == "letterbox" else min
    region_height = fit(height, width / aspect) * (1.0 if spec.resize == "letterbox" else spec.crop_fraction)
    region_width = region_height * aspect
    vertical, horizontal = region_height / height / 2, region_width / width / 2
    return (0.5 - vertical, 0.5 - horizontal, 0.5 + vertical, 0.5 + horizontal)
