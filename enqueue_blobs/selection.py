"""Which blobs become messages (pure)."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from cocoon.documents import document_id
from cocoon.messages import ImageMessage

IMAGE_EXTENSIONS = frozenset(
    {".avif", ".bmp", ".gif", ".j2k", ".jfif", ".jp2", ".jpe", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}
)


class ListedBlob(NamedTuple):
    """What a listing says of a blob; the ETag is unquoted."""

    path: str
    etag: str
    content_type: str | None


def is_image(blob: ListedBlob) -> bool:
    """Tell whether a blob's name or content type says that it is an image."""
    extension = PurePosixPath(blob.path).suffix.lower()
    return extension in IMAGE_EXTENSIONS or (blob.content_type or "").lower().startswith("image/")


def select(
    container: str, blobs: Iterable[ListedBlob], known_etags: Mapping[str, str | None], *, force: bool
) -> list[ImageMessage]:
    """Return a message for each image that is new, or has changed since it was looked at.

    :param known_etags: the etag that was labelled or failed, by document id.
    :param force: take also those that have not changed; without an etag their messages are never taken for done.
    """
    return [
        ImageMessage(container, blob.path, None if force else blob.etag)
        for blob in blobs
        if is_image(blob) and (force or known_etags.get(document_id(container, blob.path)) != blob.etag)
    ]
