"""Turn an RGB image into the tensor that a model takes (pure)."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from classify_image.model.input_spec import RESAMPLING, InputSpec, region


def to_tensor(image: Image.Image, spec: InputSpec) -> NDArray[np.float32]:
    """Return the image as ``(height, width, 3)`` float32."""
    resampling, size = RESAMPLING[spec.interpolation], (spec.width, spec.height)
    if spec.resize == "letterbox":
        top, left, bottom, right = region(image.size, spec)
        inner = (max(1, round(spec.width / (right - left))), max(1, round(spec.height / (bottom - top))))
        resized = Image.new("RGB", size, (spec.padding,) * 3)
        resized.paste(image.resize(inner, resampling), ((size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2))
    else:
        top, left, bottom, right = region(image.size, spec)
        box = (left * image.width, top * image.height, right * image.width, bottom * image.height)
        resized = image.resize(size, resampling, box)
    mean, std = np.asarray(spec.mean, np.float32), np.asarray(spec.std, np.float32)
    return np.asarray((np.asarray(resized, np.float32) - mean) / std, np.float32)
