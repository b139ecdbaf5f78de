"""Define the outcome of examining an image."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from cocoon.records.image_document import ImageDocument


class Outcome(NamedTuple):
    """A document to store, its thumbnail (JPEG), and the seconds of decoding and inference, in all and by stage."""

    document: ImageDocument
    thumbnail: bytes | None = None
    seconds: float = 0.0
    stages: Mapping[str, float] = MappingProxyType({})
