"""Store the document of an image and its thumbnail."""

import logging
from dataclasses import dataclass

from azure.storage.blob.aio import ContainerClient

from classify_image.document_store import Stored, find, store
from classify_image.outcome import Outcome
from classify_image.thumbnail_store import remove_older_thumbnails, upload_thumbnail
from cocoon.errors import PermanentError
from cocoon.records.image_document import ImageDocument, thumbnail_name
from cocoon.records.message import ImageMessage
from cocoon.services.image_removal import remove_blob
from cocoon.services.mongo_client import ImageCollection

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutcomeStore:
    """Stores documents and thumbnails. Each method raises TransientError if a service fails."""

    images: ImageCollection
    images_container: ContainerClient
    thumbnails_container: ContainerClient
    has_thumbnails: bool

    async def find(self, message: ImageMessage) -> ImageDocument | None:
        """Return the document of the version that a message names; None if it asks for the blob's current version."""
        return None if message.etag is None else await find(self.images, message)

    async def store(self, outcome: Outcome) -> Stored:
        """Upload the thumbnail, then store the document that names it, then remove thumbnails that nothing names."""
        document = outcome.document
        if outcome.thumbnail:
            document["thumbnail"] = await self._upload(document, outcome.thumbnail)
        stored = await store(self.images, document, self.images_container)
        if stored is Stored.REPLACED and self.has_thumbnails:
            await remove_older_thumbnails(self.thumbnails_container, document)
        elif stored is Stored.SUPERSEDED and document["thumbnail"]:
            await remove_blob(self.thumbnails_container, document["thumbnail"])
        return stored

    async def _upload(self, document: ImageDocument, thumbnail: bytes) -> str | None:
        """Upload a thumbnail and return its name; None if the account refuses it, as labels do not need it."""
        name = thumbnail_name(document["_id"], document["etag"])
        try:
            await upload_thumbnail(self.thumbnails_container, name, thumbnail)
        except PermanentError as error:
            logger.warning("no thumbnail of %s: %s", document["path"], error)
            return None
        return name
