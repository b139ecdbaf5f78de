"""What a document looks like from outside (pure)."""

from collections.abc import Mapping
from typing import Any

from query_labels.image_address import address_of

INTERNAL = frozenset({"_id", "label_names", "ranks", "modified", "thumbnail"})


def present(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without internals, with its links.

    The links name the version, so that what they lead to may be kept for ever.
    """
    public = {name: value for name, value in document.items() if name not in INTERNAL}
    image_id, path, version = document["_id"], document["path"], document["etag"] or ""
    links = {
        "self": address_of("/api/images", image_id, path),
        "image": address_of("/api/originals", image_id, path, version),
        "thumbnail": address_of("/api/thumbnails", image_id, path, version) if document.get("thumbnail") else None,
    }
    return public | {"links": links}
