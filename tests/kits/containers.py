"""Blobs in the containers of a test."""

from cocoon.services.clients import Clients


async def upload(clients: Clients, *paths: str) -> dict[str, str]:
    """Upload a byte under each path; return the ETags of all blobs of the container."""
    for path in paths:
        await clients.images_container.upload_blob(path, b"x", overwrite=True)
    return {blob.name: blob.etag async for blob in clients.images_container.list_blobs()}


async def thumbnails(clients: Clients) -> list[str]:
    """Return the names of the thumbnails."""
    return [name async for name in clients.thumbnails_container.list_blob_names()]
