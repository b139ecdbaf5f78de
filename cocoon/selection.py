"""Which blobs are images to be labelled (pure)."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from cocoon.messages import unusable_path
from cocoon.text import unusable

IMAGE_EXTENSIONS = (
    ".avif,.bmp,.gif,.j2k,.jfif,.jp2,.jpe,.jpeg,.jpg,.png,.tif,.tiff,.webp"  # what the decoder reads, see README.md
)
IMAGE_CONTENT_TYPES = "image/"


@dataclass(frozen=True, slots=True)
class Selection:
    """Tells images by the extension of their name, or by how their content type begins (both in lower case)."""

    extensions: tuple[str, ...] = tuple(IMAGE_EXTENSIONS.split(","))
    content_types: tuple[str, ...] = (IMAGE_CONTENT_TYPES,)
    excluded_prefixes: tuple[str, ...] = ()

    def accepts(self, path: str, content_type: str | None) -> bool:
        """Tell whether a blob is to be labelled.

        What ends with a slash stands for a folder; names with a segment ``.`` or ``..`` cannot be fetched.
        """
        if path.startswith(self.excluded_prefixes) or path.endswith("/") or unusable(path) or unusable_path(path):
            return False
        by_name = PurePosixPath(path).suffix.lower() in self.extensions
        return by_name or (content_type or "").lower().startswith(self.content_types)
