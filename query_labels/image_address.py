"""Parse which image a request names: by its path in the address, or by its id in the query (pure).

The Functions host decodes the path except for ``%2F``, so ``a%2Fb`` may be a blob of exactly that name, or ``a/b`` as
generated clients send it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from cocoon.errors import BadRequestError
from cocoon.http.query_parameters import Pairs, Parameters
from cocoon.records.blob_path import unusable_path
from cocoon.records.image_document import document_id
from cocoon.text import unusable

LONGEST_ADDRESS = 6000  # characters of the encoded path: the host takes 8,192 for the whole request line
_SLASH = re.compile("%2f", re.IGNORECASE)
_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ImageAddress:
    """The ids of the documents that a request may mean, the likeliest first, and the version that it asks for, if any.

    :ivar paths: of the blobs that it may mean; empty if it names an image by its id, or no blob can have the name.
    """

    ids: Sequence[str]
    named: str
    version: str = ""
    container: str = ""
    paths: Sequence[str] = ()

    @classmethod
    def parse(cls, container: str, path: str, parameters: Pairs, allowed: Sequence[str] = ("v",)) -> "ImageAddress":
        """Parse a route's path, or the parameter ``id`` if there is none, and the version ``v``.

        :raises BadRequestError: if neither or both are given, or a parameter is not known.
        """
        values = Parameters(parameters, (*allowed, "id"))
        image_id, version = values.text("id"), values.text("v") if "v" in allowed else ""
        if bool(image_id) == bool(path):
            raise BadRequestError("Name one image: its path in the address, or id as the links of a search have it.")
        if not image_id:
            paths = possible_paths(path)
            ids = [document_id(container, each) for each in paths]
            blobs = [each for each in paths if not (unusable(each) or unusable_path(each))]
            return cls(ids, path, version, container, blobs)
        if not _ID.fullmatch(image_id):
            raise BadRequestError("id must be 32 hexadecimal digits, as the links of a search have it.")
        return cls([image_id], f"with id {image_id[:8]}…", version, container)


def possible_paths(path: str) -> list[str]:
    """Return the blob names that a path in an address may mean: itself, and itself with each ``%2F`` as a slash.

    The account also reads a backslash as a slash; documents of earlier versions may have one.
    """
    written = (path, _SLASH.sub("/", path))
    return list(dict.fromkeys((*written, *(each.replace("\\", "/") for each in written))))


def address_of(route: str, image_id: str, path: str, version: str | None = None) -> str:
    """Return an address that leads to an image through the Functions host, for any path."""
    quoted = quote(path)
    named, parameters = f"{route}/{quoted}", []
    if not _arrives(path) or len(quoted) > LONGEST_ADDRESS:
        named, parameters = route, [f"id={image_id}"]
    if version is not None:
        parameters.append(f"v={quote(version, safe='')}")
    return named + ("?" + "&".join(parameters) if parameters else "")


def _arrives(path: str) -> bool:
    """Return whether a path arrives unchanged: an empty first segment has no route, and dots are resolved before."""
    segments = path.split("/")
    return segments[0] != "" and not {".", ".."} & set(segments)
