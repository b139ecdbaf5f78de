"""Answer with a thumbnail, or with an original as it was uploaded."""

import asyncio
from http import HTTPStatus

from cocoon.errors import NotFoundError
from cocoon.http.responses import Content, problem
from cocoon.records.image_document import thumbnail_name
from cocoon.records.message import unquoted
from cocoon.services.clients import Clients
from query_labels.image_address import ImageAddress
from query_labels.image_lookup import find_image
from query_labels.pictures.blob_content import ALL, Downloaded, Wanted, download
from query_labels.pictures.byte_range import RangeError
from query_labels.pictures.saving import attachment
from query_labels.pictures.shown_type import OCTETS, shown_type
from query_labels.pictures.shrink_jpeg import shrink_jpeg
from query_labels.pictures.signed_url import signed_url

MOST_STREAMED = 8_000_000  # bytes: an answer takes about five times its size in a worker's memory
FOR_EVER = "private, max-age=31536000, immutable"  # for links that name the version


async def thumbnail(clients: Clients, address: ImageAddress, wanted: Wanted = ALL, side: int | None = None) -> Content:
    """Return an image's thumbnail: of the requested version, or of the latest labelled one.

    It has a few kilobytes, so ranges of bytes are ignored.

    :param side: shrink it to so many pixels, if its longer side has more.
    :raises NotFoundError: if there is none.
    :raises TransientError: if a service fails.
    """
    if address.version:
        names, version = [thumbnail_name(image_id, address.version) for image_id in address.ids], address.version
    else:
        document = await find_image(clients.images, address)
        names, version = [document["thumbnail"]] if document["thumbnail"] else [], document["etag"] or ""
    for name in names:
        blob = clients.thumbnails_container.get_blob_client(name)
        downloaded = await download(blob, Wanted(wanted.body or side is not None))
        if downloaded is None:
            continue
        headers = _headers(version, address.version)
        if side is None:
            return Content(downloaded.body, "image/jpeg", headers | _length(downloaded, wanted))
        shrunk = await asyncio.to_thread(shrink_jpeg, downloaded.body, side)
        headers["ETag"] = f'"{version}-{side}"'
        if wanted.body:
            return Content(shrunk, "image/jpeg", headers)
        return Content(b"", "image/jpeg", headers | {"Content-Length": str(len(shrunk))})
    raise NotFoundError(f"There is no thumbnail of {address.named!r}.")


async def original(clients: Clients, address: ImageAddress, wanted: Wanted = ALL, *, as_file: bool = False) -> Content:
    """Return an image as it was uploaded; a large one as a redirection to a signed address in the account.

    :param as_file: whether browsers are to save it under its name.
    :raises NotFoundError: if it has no document, or its blob is gone.
    :raises TransientError: if a service fails.
    """
    document = await find_image(clients.images, address)
    path = document["path"]
    blob = clients.images_container.get_blob_client(path)
    if (document["bytes"] or 0) > MOST_STREAMED:
        disposition = attachment(path) if as_file else None
        location = await signed_url(clients.blob_service, blob, disposition)
        return Content(b"", "", {"Location": location, "Cache-Control": "no-store"}, HTTPStatus.FOUND)
    try:
        downloaded = await download(blob, wanted)
    except RangeError as error:
        headers = {"Content-Range": f"bytes */{error.size}"}
        return problem(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, str(error), headers)
    if downloaded is None:
        raise NotFoundError(f"The blob {path!r} is gone.")
    body, properties, part = downloaded
    beginning = body if part is None or part.first == 0 else b""
    content_type = shown_type(properties.content_settings.content_type, beginning)
    headers = _headers(unquoted(properties.etag) or "", address.version) | _length(downloaded, wanted)
    headers |= {"Accept-Ranges": "bytes"}
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"  # anybody may have uploaded it
    if content_type is None:
        content_type = OCTETS
        headers["Content-Disposition"] = "attachment"
    if as_file:
        headers["Content-Disposition"] = attachment(path)
    if part is None:
        return Content(body, content_type, headers)
    headers["Content-Range"] = part.content_range(properties.size)
    return Content(body, content_type, headers, HTTPStatus.PARTIAL_CONTENT)


def _headers(version: str, requested: str) -> dict[str, str]:
    """Return the validators; the content of a requested version never changes."""
    return {"ETag": f'"{version}"', "Cache-Control": FOR_EVER if requested and requested == version else "no-cache"}


def _length(downloaded: Downloaded, wanted: Wanted) -> dict[str, str]:
    """Return the length that the body would have; with a body, the host adds it."""
    return {} if wanted.body else {"Content-Length": str(downloaded.properties.size)}
