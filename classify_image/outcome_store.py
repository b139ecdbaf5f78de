"""Store the document of an image, its postings and its thumbnail."""

import logging
from dataclasses import dataclass

from azure.storage.blob.aio import ContainerClient

from classify_image.document_store import Stored, StoreResult, find, store
from classify_image.outcome import Outcome
from classify_image.thumbnail_store import remove_older_thumbnails, upload_thumbnail
from cocoon.errors import PermanentError
from cocoon.records.image_document import ImageDocument, document_id, thumbnail_name
from cocoon.records.message import ImageMessage
from cocoon.records.posting import posting_ids
from cocoon.services.image_removal import remove_blob
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.postings import Postings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutcomeStore:
    """Stores documents, postings and thumbnails. Each method raises TransientError if a service fails."""

    images: ImageCollection
    postings: Postings
    images_container: ContainerClient
    thumbnails_container: ContainerClient
    has_thumbnails: bool

    async def find(self, message: ImageMessage) -> ImageDocument | None:
        """Return the image's document, if there is one."""
        return await find(self.images, document_id(message.container, message.path))

    async def store(self, outcome: Outcome, before: ImageDocument | None) -> StoreResult:
        """Upload the thumbnail, then store the document that names it, then its postings; remove what nothing names.

        :param before: the image's document as it was read last.
        """
        document = outcome.document
        if outcome.thumbnail:
            document["thumbnail"] = await self._upload(document, outcome.thumbnail)
        result = await store(self.images, document, before, self.images_container)
        if result.stored is Stored.SUPERSEDED:
            if document["thumbnail"]:
                await remove_blob(self.thumbnails_container, document["thumbnail"])
            return result
        await self.postings.write(document)
        if result.stored is Stored.REPLACED and self.has_thumbnails:
            await remove_older_thumbnails(self.thumbnails_container, document)
        return result

    async def settle(self, document: ImageDocument) -> None:
        """Write what is missing of a document that a worker stored before it was killed."""
        await self.postings.settle(document["_id"], posting_ids(document))

    async def _upload(self, document: ImageDocument, thumbnail: bytes) -> str | None:
        """Upload a thumbnail and return its name; None if the account refuses it, as labels do not need it."""
        name = thumbnail_name(document["_id"], document["etag"])
        try:
            await upload_thumbnail(self.thumbnails_container, name, thumbnail)
        except PermanentError as error:
            logger.warning("no thumbnail of %s: %s", document["path"], error)
            return None
        return name
