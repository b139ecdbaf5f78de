"""Read the container and what is known of its blobs, a page at a time."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob.aio import ContainerClient
from pymongo.asynchronous.collection import AsyncCollection

from cocoon.documents import document_id
from cocoon.errors import TransientError
from cocoon.faults import transient
from cocoon.messages import unquoted
from enqueue_blobs.selection import ListedBlob


async def pages(container: ContainerClient, prefix: str) -> AsyncIterator[list[ListedBlob]]:
    """Yield the container's blobs, up to 5,000 a page.

    :raises TransientError: if the container cannot be listed.
    """
    with transient("storage account"):
        try:
            async for page in container.list_blobs(name_starts_with=prefix or None).by_page():
                yield [
                    ListedBlob(blob.name, unquoted(blob.etag) or "", blob.content_settings.content_type)
                    async for blob in page
                ]
        except ResourceNotFoundError as error:
            message = f"The container {container.container_name!r} does not exist in the storage account."
            raise TransientError(message) from error


async def known_etags(
    images: AsyncCollection[dict[str, Any]], container: str, blobs: Sequence[ListedBlob]
) -> dict[str, str | None]:
    """Return, by document id, the etag of each blob that has a document: one look-up for the page."""
    ids = [document_id(container, blob.path) for blob in blobs]
    with transient("database"):
        found = images.find({"_id": {"$in": ids}}, {"etag": True})
        return {document["_id"]: document["etag"] async for document in found}
