"""Fetch a blob."""

from dataclasses import dataclass
from http import HTTPStatus

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.storage.blob.aio import ContainerClient, StorageStreamDownloader

from cocoon.documents import BlobVersion
from cocoon.errors import PermanentError
from cocoon.faults import transient
from cocoon.messages import unquoted


@dataclass(frozen=True, slots=True)
class OpenBlob:
    """A blob whose properties are known and whose content has begun to arrive."""

    version: BlobVersion
    _stream: StorageStreamDownloader[bytes]

    async def read(self, max_bytes: int) -> bytes:
        """Return the content.

        :raises PermanentError: ``blob_empty`` or ``blob_too_large``.
        :raises TransientError: if the storage account cannot be read.
        """
        size = self._stream.size
        if size == 0:
            code, text = "blob_empty", "The blob has no content."
            raise PermanentError(code, text)
        if size > max_bytes:
            text = f"The blob has {size:,} bytes; MAX_IMAGE_BYTES allows {max_bytes:,}."
            raise PermanentError("blob_too_large", text)
        with transient("storage account"):
            return await self._stream.readall()


async def open_blob(container: ContainerClient, path: str) -> OpenBlob:
    """Begin to download the blob as it is now, whichever version the message meant.

    :raises PermanentError: ``blob_not_found``.
    :raises TransientError: if the storage account cannot be read.
    """
    with transient("storage account"):
        try:
            stream = await container.download_blob(path)
        except ResourceNotFoundError as error:
            text = f"There is no blob {path!r} in the container {container.container_name!r}."
            raise PermanentError("blob_not_found", text) from error
        except HttpResponseError as error:
            if error.status_code != HTTPStatus.BAD_REQUEST:
                raise
            raise PermanentError("bad_path", f"The storage account refuses {path!r} as a blob's name.") from error
    properties = stream.properties
    return OpenBlob(BlobVersion(unquoted(properties.etag), properties.last_modified, stream.size), stream)
