"""Say how many pixels an image must keep when it is decoded at a reduced size (pure)."""

import math
from dataclasses import dataclass

from classify_image.model.input_spec import InputSpec

_SQUARE = (1, 1)
# Of a thumbnail's side: so a photograph of 4 by 3 is decoded at an eighth, or a quarter, as for the models.
ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class NeededSide:
    """The shorter side below which an image loses detail that a model or the thumbnail shows.

    :ivar inputs: the inputs of all models that see the image; at least one.
    :ivar thumbnail: pixels of the thumbnail's longer side, which may have a tenth less; 0 if there is none.
    :ivar fast: whether a crop may be enlarged slightly.
    """

    inputs: tuple[InputSpec, ...]
    thumbnail: int = 0
    fast: bool = False

    def of(self, size: tuple[int, int]) -> int:
        """Return the shorter side that an image of this size must keep."""
        thumbnail = math.ceil(ENOUGH * self.thumbnail * min(size) / max(1, *size))
        return max(1, thumbnail, *(spec.needed_side(size, fast=self.fast) for spec in self.inputs))

    @property
    def of_preview(self) -> int:
        """The longer side from which a raw file's preview serves at least one of the models."""
        return min(spec.needed_side(_SQUARE, fast=self.fast) for spec in self.inputs)

    @property
    def sees_all(self) -> bool:
        """True if a model sees the whole image rather than a centre crop."""
        return any(spec.resize != "crop" for spec in self.inputs)


# The need of the default models and the default thumbnails.
DEFAULT_NEED = NeededSide((InputSpec(224, 224, crop_fraction=0.875), InputSpec(416, 416, "letterbox")), thumbnail=512)
