"""Download a blob."""

from dataclasses import dataclass

from azure.storage.blob.aio import ContainerClient, StorageStreamDownloader

from cocoon.errors import PermanentError
from cocoon.records.failure_codes import BLOB_EMPTY, BLOB_TOO_LARGE
from cocoon.records.message import unquoted
from cocoon.records.new_document import BlobVersion
from cocoon.services.storage_errors import blob_errors


@dataclass(frozen=True, slots=True)
class OpenBlob:
    """A blob that was opened: its properties are known, and its content has begun to arrive."""

    _path: str
    version: BlobVersion
    _stream: StorageStreamDownloader[bytes]

    def check(self, max_bytes: int) -> int:
        """Return the size in bytes.

        :raises PermanentError: ``blob_empty`` or ``blob_too_large``.
        """
        size = self._stream.size
        if size == 0:
            text = "The blob has no content."
            raise PermanentError(BLOB_EMPTY, text)
        if size > max_bytes:
            text = f"The blob has {size:,} bytes; MAX_IMAGE_BYTES allows {max_bytes:,}."
            raise PermanentError(BLOB_TOO_LARGE, text)
        return size

    async def read(self) -> bytes:
        """Return the content.

        :raises PermanentError: if the account refuses it, see :func:`cocoon.services.storage_errors.blob_errors`.
        :raises TransientError: if the storage account cannot be read.
        """
        with blob_errors(self._path):
            return await self._stream.readall()


async def open_blob(container: ContainerClient, path: str) -> OpenBlob:
    """Open the blob's current version, whichever version the message meant.

    :raises PermanentError: if there is none, or the account refuses it, see
        :func:`cocoon.services.storage_errors.blob_errors`.
    :raises TransientError: if the storage account cannot be read.
    """
    with blob_errors(path):
        stream = await container.download_blob(path)
    properties = stream.properties
    return OpenBlob(path, BlobVersion(unquoted(properties.etag), properties.last_modified, stream.size), stream)
