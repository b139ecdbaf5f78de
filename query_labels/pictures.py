"""The pictures themselves: thumbnails, and the originals as they were uploaded."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from azure.storage.blob import BlobSasPermissions, generate_blob_sas
from azure.storage.blob.aio import BlobClient

from cocoon.clients import Clients
from cocoon.documents import thumbnail_name
from cocoon.errors import NotFoundError
from cocoon.faults import transient
from cocoon.messages import unquoted
from cocoon.responses import Content, problem
from query_labels.byte_range import RangeError
from query_labels.downloading import ALL, Downloaded, Wanted, download
from query_labels.image_address import ImageAddress
from query_labels.search import find_image
from query_labels.shown_type import OCTETS, shown_type

MOST_STREAMED = 8_000_000  # bytes: an answer takes about five times its size of a worker's memory
SAS_MINUTES = 10
FOR_EVER = "private, max-age=31536000, immutable"  # of what a link with its version leads to


async def thumbnail(clients: Clients, address: ImageAddress, wanted: Wanted = ALL) -> Content:
    """Return an image's thumbnail: of the version that is asked for, or of the one that is known.

    It has some kilobytes, so a part of it is not given.

    :raises NotFoundError: if there is none.
    :raises TransientError: if a service fails.
    """
    if address.version:
        names, version = [thumbnail_name(image_id, address.version) for image_id in address.ids], address.version
    else:
        document = await find_image(clients.images, address)
        names, version = [document["thumbnail"]] if document["thumbnail"] else [], document["etag"] or ""
    for name in names:
        found = await download(clients.thumbnails_container.get_blob_client(name), Wanted(wanted.body))
        if found:
            headers = _headers(version, address.version) | _length(found, wanted)
            return Content(found.body, "image/jpeg", headers)
    raise NotFoundError(f"There is no thumbnail of {address.named!r}.")


async def original(clients: Clients, address: ImageAddress, wanted: Wanted = ALL) -> Content:
    """Return an image as it was uploaded; a large one by a redirection to where it can be read for some minutes.

    :raises NotFoundError: if nothing is known of it, or its blob is gone.
    :raises TransientError: if a service fails.
    """
    document = await find_image(clients.images, address)
    path = document["path"]
    blob = clients.images_container.get_blob_client(path)
    if (document["bytes"] or 0) > MOST_STREAMED:
        headers = {"Location": await _signed_url(clients, blob), "Cache-Control": "no-store"}
        return Content(b"", "", headers, HTTPStatus.FOUND)
    try:
        found = await download(blob, wanted)
    except RangeError as error:
        headers = {"Content-Range": f"bytes */{error.size}"}
        return problem(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, str(error), headers)
    if found is None:
        raise NotFoundError(f"The blob {path!r} is gone.")
    beginning = found.body if found.part is None or found.part.first == 0 else b""
    content_type = shown_type(found.properties.content_settings.content_type, beginning)
    headers = _headers(unquoted(found.properties.etag) or "", address.version) | _length(found, wanted)
    headers |= {"Accept-Ranges": "bytes"}
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"  # it is whatever somebody uploaded
    if content_type is None:
        content_type = OCTETS
        headers["Content-Disposition"] = "attachment"
    if found.part is None:
        return Content(found.body, content_type, headers)
    headers["Content-Range"] = found.part.content_range(found.properties.size)
    return Content(found.body, content_type, headers, HTTPStatus.PARTIAL_CONTENT)


def _headers(version: str, asked: str) -> dict[str, str]:
    """Return the validators; what is of the version that was asked for never changes."""
    return {"ETag": f'"{version}"', "Cache-Control": FOR_EVER if asked and asked == version else "no-cache"}


def _length(found: Downloaded, wanted: Wanted) -> dict[str, str]:
    """Return the length that a body would have; where there is a body, it says so itself."""
    return {} if wanted.body else {"Content-Length": str(found.properties.size)}


async def _signed_url(clients: Clients, blob: BlobClient) -> str:
    """Return the blob's address with a signature that lets anyone read it for some minutes."""
    start = datetime.now(UTC) - timedelta(minutes=5)  # clocks differ
    end = datetime.now(UTC) + timedelta(minutes=SAS_MINUTES)
    account_key = getattr(blob.credential, "account_key", None)
    with transient("storage account"):
        delegated = None if account_key else await clients.blob_service.get_user_delegation_key(start, end)
    signature = generate_blob_sas(
        str(blob.account_name),
        str(blob.container_name),
        str(blob.blob_name),
        account_key=account_key,
        user_delegation_key=delegated,
        permission=BlobSasPermissions(read=True),
        start=start,
        expiry=end,
    )
    return f"{blob.url}?{signature}"
