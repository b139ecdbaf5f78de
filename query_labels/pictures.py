"""The pictures themselves: thumbnails, and the originals as they were uploaded."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob import BlobSasPermissions, generate_blob_sas
from azure.storage.blob.aio import BlobClient, ContainerClient

from cocoon.clients import Clients
from cocoon.documents import document_id, thumbnail_name
from cocoon.errors import NotFoundError
from cocoon.faults import transient
from cocoon.responses import Content
from query_labels.parameters import Pairs, Parameters
from query_labels.search import find_image

MOST_STREAMED = 8_000_000  # bytes: an answer takes about five times its size of a worker's memory
SAS_MINUTES = 10
FOR_EVER = "private, max-age=31536000, immutable"  # of what a link with its version leads to
# What browsers show, and run nothing of. Others are given for download.
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp", "image/tiff"})


async def thumbnail(clients: Clients, container: str, path: str, parameters: Pairs) -> Content:
    """Return an image's thumbnail: of the version ``v``, or of the one that is known.

    :raises NotFoundError: if there is none.
    :raises TransientError: if a service fails.
    """
    version = Parameters(parameters, ("v",)).text("v")
    if version:
        name = thumbnail_name(document_id(container, path), version)
    else:
        document = await find_image(clients.images, container, path)
        name, version = document["thumbnail"] or "", document["etag"] or ""
    blob = await _download(clients.thumbnails_container, name) if name else None
    if blob is None:
        raise NotFoundError(f"There is no thumbnail of {path!r}.")
    return Content(blob, "image/jpeg", _headers(version, parameters))


async def original(clients: Clients, container: str, path: str, parameters: Pairs) -> Content:
    """Return an image as it was uploaded; a large one by a redirection to where it can be read for some minutes.

    :raises NotFoundError: if nothing is known of it, or its blob is gone.
    :raises TransientError: if a service fails.
    """
    version = Parameters(parameters, ("v",)).text("v")
    document = await find_image(clients.images, container, path)
    blob = clients.images_container.get_blob_client(path)
    if (document["bytes"] or 0) > MOST_STREAMED:
        headers = {"Location": await _signed_url(clients, blob), "Cache-Control": "no-store"}
        return Content(b"", "", headers, HTTPStatus.FOUND)
    with transient("storage account"):
        try:
            stream = await blob.download_blob(max_concurrency=1)
            body = await stream.readall()
        except ResourceNotFoundError as error:
            raise NotFoundError(f"The blob {path!r} is gone.") from error
    content_type = (stream.properties.content_settings.content_type or "").lower()
    etag = str(stream.properties.etag).strip('"')
    headers = _headers(etag, parameters if version == etag else ())
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"  # it is whatever somebody uploaded
    if content_type not in SHOWN:
        content_type = "application/octet-stream"
        headers["Content-Disposition"] = "attachment"
    return Content(body, content_type, headers)


def _headers(version: str, parameters: Pairs) -> dict[str, str]:
    """Return the validators; what was asked for by its version never changes."""
    return {"ETag": f'"{version}"', "Cache-Control": FOR_EVER if parameters else "no-cache"}


async def _download(container: ContainerClient, name: str) -> bytes | None:
    with transient("storage account"):
        try:
            return await (await container.download_blob(name)).readall()
        except ResourceNotFoundError:
            return None


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
