"""An RGB image to the tensor that a model takes (pure)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

RESAMPLING = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}


@dataclass(frozen=True, slots=True)
class InputSpec:
    """How a model wants its input, as its ``model.json`` says.

    A centre crop of ``crop_fraction`` of the shorter side is resized to ``width`` x
    ``height``, and its values (0 to 255) become ``(value - mean) / std``.
    """

    width: int
    height: int
    crop_fraction: float
    interpolation: str
    mean: float
    std: float


def to_tensor(image: Image.Image, spec: InputSpec) -> NDArray[np.float32]:
    """Return the image as ``(height, width, 3)`` float32."""
    width, height = image.size
    aspect = spec.width / spec.height
    crop_height = min(height, width / aspect) * spec.crop_fraction
    crop_width = crop_height * aspect
    left, top = (width - crop_width) / 2, (height - crop_height) / 2
    box = (left, top, left + crop_width, top + crop_height)
    resized = image.resize((spec.width, spec.height), RESAMPLING[spec.interpolation], box)
    pixels = np.asarray(resized, np.float32)
    return (pixels - np.float32(spec.mean)) / np.float32(spec.std)
