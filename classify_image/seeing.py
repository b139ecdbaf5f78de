"""An encoded image to labels: decode, prepare, run, interpret. CPU only, no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from classify_image.heap import give_back
from classify_image.interpreting import interpret
from classify_image.model import Model
from classify_image.preprocessing import to_tensor
from classify_image.thumbnails import make_thumbnail
from classify_image.vision.decoding import decode
from classify_image.vision.opening import OpenedImage, open_image
from cocoon.errors import PermanentError
from cocoon.labels import Label
from cocoon.settings import Settings
from cocoon.stopwatch import Stopwatch


class Seen(NamedTuple):
    """What was found in an image: labels, best first, its size in pixels, and a thumbnail (JPEG)."""

    labels: Sequence[Label]
    size: tuple[int, int]
    thumbnail: bytes | None
    stages: Mapping[str, float]  # seconds

    @property
    def seconds(self) -> float:
        """What all stages took."""
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Eye:
    """A model with the limits that the settings give."""

    model: Model
    settings: Settings

    def open(self, content: bytes) -> OpenedImage:
        """Read the header of an encoded image.

        :raises PermanentError: if it is none that can be decoded, within MAX_IMAGE_PIXELS and MAX_IMAGE_MEMORY.
        """
        settings = self.settings
        spec = self.model.description.input
        needed = max(spec.needed_side(fast=settings.fast_decoding), settings.thumbnail_size)
        opened = open_image(content, settings.max_image_pixels, needed, sees_all=spec.resize != "crop")
        if opened.memory > settings.max_image_memory:
            width, height = opened.size
            text = (
                f"Decoding the image ({opened.image.format}, {width} x {height} pixels) takes "
                f"{opened.memory:,} bytes of memory at once; MAX_IMAGE_MEMORY allows {settings.max_image_memory:,}."
            )
            raise PermanentError("image_memory_exceeded", text)
        return opened

    def see(self, opened: OpenedImage) -> Seen:
        """Return what is in an opened image.

        :raises PermanentError: if it cannot be decoded.
        """
        try:
            return self._see(opened)
        finally:
            give_back(opened.memory)

    def _see(self, opened: OpenedImage) -> Seen:
        watch = Stopwatch()
        settings, description = self.settings, self.model.description
        with watch.stage("decode"):
            image = decode(opened)
            tensor = to_tensor(image.pixels, description.input)
        with watch.stage("infer"):
            outputs = self.model.engine.predict(tensor)
        labels = interpret(
            outputs,
            description,
            self.model.labels,
            image.size,
            top_k=settings.top_k,
            min_score=description.output.min_score if settings.min_score is None else settings.min_score,
        )
        with watch.stage("thumbnail"):
            thumbnail = make_thumbnail(image.pixels, settings.thumbnail_size) if settings.thumbnail_size else None
        return Seen(labels, image.size, thumbnail, watch.seconds)
