"""Turn an encoded image into labels: decode it once, run each model, read the outputs. CPU only, no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from classify_image.model.folder import Model
from classify_image.model.outputs import Labels, merge
from classify_image.vision.decode import decode
from classify_image.vision.heap import release_memory
from classify_image.vision.needed_side import NeededSide
from classify_image.vision.opening.opened_image import OpenedImage, open_image
from classify_image.vision.preprocess import to_tensor
from classify_image.vision.thumbnail import make_thumbnail
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import IMAGE_MEMORY_EXCEEDED
from cocoon.records.model_name import ModelName
from cocoon.settings.app_settings import Settings
from cocoon.stopwatch import Stopwatch


class Recognition(NamedTuple):
    """The result for an image: its labels; its width and height in pixels; a thumbnail (JPEG)."""

    labels: Labels
    size: tuple[int, int]
    thumbnail: bytes | None
    stages: Mapping[str, float]  # seconds

    @property
    def seconds(self) -> float:
        """The time that all stages took."""
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Recognizer:
    """Recognizes one image with one or more models, within the configured limits."""

    models: Sequence[Model]
    settings: Settings

    @property
    def model_names(self) -> tuple[ModelName, ...]:
        """The names of the models, in their order."""
        return tuple(model.description.name for model in self.models)

    @property
    def needed(self) -> NeededSide:
        """The shorter side that an image must keep for the models and the thumbnail."""
        inputs = tuple(model.description.input for model in self.models)
        return NeededSide(inputs, self.settings.thumbnail_size, self.settings.fast_decoding)

    def open(self, content: bytes) -> OpenedImage:
        """Read the header of an encoded image.

        :raises PermanentError: if it cannot be decoded within MAX_IMAGE_PIXELS and MAX_IMAGE_MEMORY.
        """
        settings = self.settings
        opened = open_image(content, settings.max_image_pixels, self.needed)
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
        watch, settings = Stopwatch(), self.settings
        with watch.stage("decode"):
            image = decode(opened)
        each_model = []
        for model in self.models:
            with watch.stage("decode"):
                tensor = to_tensor(image.pixels, model.description.input)
            with watch.stage("infer"):
                outputs = model.engine.predict(tensor)
                labels = model.reader.read(outputs, image.size, top_k=settings.top_k, min_score=settings.min_score)
            each_model.append(labels)
        with watch.stage("thumbnail"):
            thumbnail = make_thumbnail(image.pixels, settings.thumbnail_size) if settings.thumbnail_size else None
        return Recognition(merge(each_model), image.size, thumbnail, watch.seconds)
