"""Remove everything that is stored for an image: its marks, its postings, its document and its thumbnail."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob.aio import ContainerClient

from cocoon.errors import PermanentError
from cocoon.records.count_change import COUNTED_FIELDS
from cocoon.records.failure_codes import CODES_OF_ABSENCE
from cocoon.records.image_document import ATTEMPT, ImageDocument, decode, document_id, unchanged
from cocoon.records.posting import posting_ids
from cocoon.services.access_paths import record_paths
from cocoon.services.clients import Clients
from cocoon.services.count_log import CountLog
from cocoon.services.mongo_client import Collection, ImageCollection
from cocoon.services.postings import Postings
from cocoon.services.record_removal import remove_records
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from cocoon.services.storage_errors import blob_errors

logger = logging.getLogger(__name__)


_FIELDS = dict.fromkeys((*COUNTED_FIELDS, "ranks", "former_postings", "thumbnail", *ATTEMPT), True)


@dataclass(frozen=True, slots=True)
class ImageRemover:
    """Removes images of one container."""

    images: ImageCollection
    postings: Postings
    marks: Collection
    counts: CountLog
    images_container: ContainerClient
    thumbnails_container: ContainerClient

    @classmethod
    def of(cls, clients: Clients) -> Self:
        """Return the remover for the app's container."""
        return cls(
            images=clients.images,
            postings=Postings(clients.images, clients.postings),
            marks=clients.queued,
            counts=clients.count_log,
            images_container=clients.images_container,
            thumbnails_container=clients.thumbnails_container,
        )

    async def remove_if_gone(self, path: str) -> bool:
        """Remove an image if its blob is no longer in the container; return whether there was one.

        The document is read before the account is asked, and removed only if it has not changed since: a blob that is
        uploaded again meanwhile keeps its new document.

        :raises TransientError: if a service fails.
        """
        document = await self._find(path)
        if document is None or (not _is_alias(path) and await _exists(self.images_container, path)):
            return False
        return await self._remove(path, document)

    async def remove_deselected(self, path: str) -> bool:
        """Remove an image whose blob is left out by now; return whether there was one.

        :raises TransientError: if a service fails.
        """
        document = await self._find(path)
        return document is not None and await self._remove(path, document)

    async def _find(self, path: str) -> ImageDocument | None:
        by_id = {"_id": document_id(self.images_container.container_name, path)}
        with transient("database"):
            record = await retry_database(lambda: self.images.find_one(by_id, _FIELDS))
        return None if record is None else decode(record)

    async def _remove(self, path: str, document: ImageDocument) -> bool:
        """Remove the document last: an interruption leaves it, and the next listing or delivery finds it again."""
        marks = {"container": self.images_container.container_name, "path": path}
        own_postings = posting_ids(document) | {*document["former_postings"]}
        with transient("database"):
            await remove_records(self.marks, marks, record_paths.MARKS_OF_IMAGE.most)
            await self.postings.remove(own_postings)
            result = await retry_database(lambda: self.images.delete_one(unchanged(document)))
        await self.postings.settle(document["_id"], own_postings)  # a worker may have written them meanwhile
        if not result.deleted_count:
            return False
        self.counts.change(document, None)
        if document["thumbnail"]:
            await remove_blob(self.thumbnails_container, document["thumbnail"])
        return True


async def remove_blob(container: ContainerClient, name: str) -> None:
    """Delete a blob if it exists; one that the account refuses to delete, for a legal hold or a lease, stays.

    :raises TransientError: if the storage account fails.
    """
    try:
        with blob_errors(name), suppress(ResourceNotFoundError):  # its container may be gone, too
            await container.delete_blob(name)
    except PermanentError as error:
        logger.warning("not removed: %s", error)


def _is_alias(path: str) -> bool:
    """Return whether a path is another spelling of a blob's name: the account reads a backslash as a slash."""
    return "\\" in path


async def _exists(container: ContainerClient, path: str) -> bool:
    try:
        with blob_errors(path):
            await container.get_blob_client(path).get_blob_properties()
    except PermanentError as error:
        return error.code not in CODES_OF_ABSENCE
    return True
