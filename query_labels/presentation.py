"""What a document looks like from outside (pure)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

INTERNAL = frozenset({"_id", "label_names", "ranks", "modified", "thumbnail"})


def present(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without internals, with its links.

    The links name the version, so that what they lead to may be kept for ever.
    """
    public = {name: value for name, value in document.items() if name not in INTERNAL}
    path, version = quote(document["path"]), f"?v={quote(document['etag'] or '', safe='')}"
    links = {
        "self": f"/api/images/{path}",
        "image": f"/api/originals/{path}{version}",
        "thumbnail": f"/api/thumbnails/{path}{version}" if document.get("thumbnail") else None,
    }
    return public | {"links": links}
