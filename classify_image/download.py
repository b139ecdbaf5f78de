"""Fetch a blob."""

from dataclasses import dataclass

from azure.storage.blob.aio import ContainerClient, StorageStreamDownloader

from cocoon.documents import BlobVersion
from cocoon.errors import PermanentError
from cocoon.messages import unquoted
from cocoon.storage_errors import blob_errors


@dataclass(frozen=True, slots=True)
class OpenBlob:
    """A blob whose properties are known and whose content has begun to arrive."""

    _path: str
    version: BlobVersion
    _stream: StorageStreamDownloader[bytes]

    def check(self, max_bytes: int) -> int:
        """Return the size in bytes.

        :raises PermanentError: ``blob_empty`` or ``blob_too_large``.
        """
        size = self._stream.size
        if size == 0:
            code, text = "blob_empty", "The blob has no content."
            raise PermanentError(code, text)
        if size > max_bytes:
            text = f"The blob has {size:,} bytes; MAX_IMAGE_BYTES allows {max_bytes:,}."
            raise PermanentError("blob_too_large", text)
        return size

    async def read(self) -> bytes:
        """Return the content.

        :raises PermanentError: if the account refuses it, see :func:`cocoon.storage_errors.blob_errors`.
        :raises TransientError: if the storage account cannot be read.
        """
        with blob_errors(self._path):
            return await self._stream.readall()


async def open_blob(container: ContainerClient, path: str) -> OpenBlob:
    """Begin to download the blob as it is now, whichever version the message meant.

    :raises PermanentError: if there is none, or the account refuses it, see :func:`cocoon.storage_errors.blob_errors`.
    :raises TransientError: if the storage account cannot be read.
    """
    with blob_errors(path):
        stream = await container.download_blob(path)
    properties = stream.properties
    return OpenBlob(path, BlobVersion(unquoted(properties.etag), properties.last_modified, stream.size), stream)
