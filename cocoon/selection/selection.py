"""Decide which blobs are images to label, and why others are left out (pure)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cocoon.records.blob_path import unusable_path
from cocoon.selection.by_products import BY_PRODUCTS
from cocoon.selection.path_patterns import PathPatterns
from cocoon.text import unusable

if TYPE_CHECKING:
    from azure.storage.blob import BlobProperties

IMAGE_EXTENSIONS = (  # the formats that the decoder reads, see docs/reference/images.md
    ".arw,.avif,.bmp,.cr2,.cr3,.dng,.gif,.heic,.heif,.hif,.j2k,.jfif,.jp2,.jpe,.jpeg,.jpg,.nef,.orf,.pef,.png,.raf,"
    ".rw2,.srw,.tif,.tiff,.webp"
)
IMAGE_CONTENT_TYPES = "image/"
ARCHIVE_TIER = "Archive"  # also while a blob is rehydrated


class Reason(StrEnum):
    """Why a blob is left out."""

    FOLDER = "folder"
    UNUSABLE_NAME = "unusable_name"
    BY_PRODUCT = "by_product"
    EXCLUDED = "excluded"
    OTHER_TYPE = "other_type"
    EMPTY = "empty"
    ARCHIVED = "archived"

    @property
    def explanation(self) -> str:
        """The reason as the end of a sentence, with the remedy where there is one."""
        return _EXPLANATIONS[self]

    @property
    def is_of_the_name(self) -> bool:
        """Return whether the reason is the blob's name or type rather than its present state."""
        return self not in (Reason.EMPTY, Reason.ARCHIVED)


_EXPLANATIONS = {
    Reason.FOLDER: "it stands for a folder",
    Reason.UNUSABLE_NAME: "no request can ask for its name; give the blob another",
    Reason.BY_PRODUCT: "its name is that of a by-product of another program (EXCLUDED_PATTERNS can take it in again)",
    Reason.EXCLUDED: "EXCLUDED_PREFIXES or EXCLUDED_PATTERNS leave it out",
    Reason.OTHER_TYPE: "neither IMAGE_EXTENSIONS has its extension nor IMAGE_CONTENT_TYPES its content type",
    Reason.EMPTY: "it has no content",
    Reason.ARCHIVED: "it lies in the archive tier; rehydrate it, and the next full listing finds it",
}


def extension(path: str) -> str:
    """Return the extension of a path with its dot; empty for a name without one, such as ``.profile``."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return dot + suffix if stem.strip(".") and suffix else ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Selects images by their extension, or by the beginning of their content type (both in lower case)."""

    extensions: tuple[str, ...] = tuple(IMAGE_EXTENSIONS.split(","))
    content_types: tuple[str, ...] = (IMAGE_CONTENT_TYPES,)
    excluded_prefixes: tuple[str, ...] = ()
    excluded: PathPatterns = field(default_factory=lambda: PathPatterns(BY_PRODUCTS))

    def accepts(self, path: str, content_type: str | None) -> bool:
        """Return whether to label a blob, by its name and type."""
        return self.left_out(path, content_type) is None

    def left_out_of(self, blob: "BlobProperties") -> Reason | None:
        """Return why a blob with these properties is left out; None if it is an image to label."""
        content_type, is_archived = blob.content_settings.content_type, blob.blob_tier == ARCHIVE_TIER
        return self.left_out(blob.name, content_type, size=blob.size, is_archived=is_archived)

    def left_out(
        self, path: str, content_type: str | None, *, size: int | None = None, is_archived: bool = False
    ) -> Reason | None:
        """Return why a blob is left out; None if it is an image to label.

        :param size: in bytes, if it is known.
        """
        if path.endswith("/"):
            return Reason.FOLDER
        if unusable(path) or unusable_path(path):
            return Reason.UNUSABLE_NAME
        if path.startswith(self.excluded_prefixes):
            return Reason.EXCLUDED
        pattern = self.excluded.match(path)
        if pattern is not None:
            return Reason.BY_PRODUCT if pattern < len(BY_PRODUCTS) else Reason.EXCLUDED
        by_name = extension(path).lower() in self.extensions
        if not by_name and not (content_type or "").lower().startswith(self.content_types):
            return Reason.OTHER_TYPE
        if size == 0:
            return Reason.EMPTY
        return Reason.ARCHIVED if is_archived else None
