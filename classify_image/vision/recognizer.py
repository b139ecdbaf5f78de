"""Turn an encoded image into labels: decode, preprocess, run the model, interpret. CPU only, no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from classify_image.model.folder import Model
from classify_image.model.outputs import interpret
from classify_image.vision.decode import decode
from classify_image.vision.heap import release_memory
from classify_image.vision.opening.opened_image import OpenedImage, open_image
from classify_image.vision.preprocess import to_tensor
from classify_image.vision.thumbnail import make_thumbnail
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import IMAGE_MEMORY_EXCEEDED
from cocoon.records.label import Label
from cocoon.settings.app_settings import Settings
from cocoon.stopwatch import Stopwatch


class Recognition(NamedTuple):
    """The result for an image: labels, best first; its width and height in pixels; a thumbnail (JPEG)."""

    labels: Sequence[Label]
    size: tuple[int, int]
    thumbnail: bytes | None
    stages: Mapping[str, float]  # seconds

    @property
    def seconds(self) -> float:
        """The time that all stages took."""
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Recognizer:
    """Recognizes one image with a model, within the configured limits."""

    model: Model
    settings: Settings

    def open(self, content: bytes) -> OpenedImage:
        """Read the header of an encoded image.

        :raises PermanentError: if it cannot be decoded within MAX_IMAGE_PIXELS and MAX_IMAGE_MEMORY.
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
            raise PermanentError(IMAGE_MEMORY_EXCEEDED, text)
        return opened

    def recognize(self, opened: OpenedImage) -> Recognition:
        """Decode an opened image; return its labels, size and thumbnail.

        :raises PermanentError: if it cannot be decoded.
        """
        try:
            return self._recognize(opened)
        finally:
            release_memory(opened.memory)

    def _recognize(self, opened: OpenedImage) -> Recognition:
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
        return Recognition(labels, image.size, thumbnail, watch.seconds)
