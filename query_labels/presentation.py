"""What a document looks like from outside (pure)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

INTERNAL = frozenset({"_id", "label_names", "scores", "modified"})


def present(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without internals, with its link."""
    public = {name: value for name, value in document.items() if name not in INTERNAL}
    return public | {"links": {"self": f"/api/images/{quote(document['path'])}"}}
