"""Read only the part of a blob that a request needs: all of it, a range, or its properties."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

from azure.core import MatchConditions
from azure.core.exceptions import ResourceModifiedError
from azure.storage.blob import BlobProperties
from azure.storage.blob.aio import BlobClient

from cocoon.errors import PermanentError, ProblemError
from cocoon.records.failure_codes import CODES_OF_ABSENCE
from cocoon.records.message import unquoted
from cocoon.services.storage_errors import blob_errors
from query_labels.pictures.byte_range import ByteRange, parse_range


@dataclass(frozen=True, slots=True)
class Wanted:
    """The part of a blob that a request needs; ``range`` and ``if_range`` are its headers, empty if it has none."""

    body: bool = True
    range: str = ""
    if_range: str = ""


ALL = Wanted()


class Downloaded(NamedTuple):
    """The bytes read from a blob; ``part`` is None if they are all of it, or none.

    ``properties.size`` is the size of the whole blob.
    """

    body: bytes
    properties: BlobProperties
    part: ByteRange | None = None


async def download(blob: BlobClient, wanted: Wanted) -> Downloaded | None:
    """Return the requested part of a blob; None if the blob is gone.

    :raises RangeError: if the blob has no byte of the requested range.
    :raises ProblemError: 409, if the account refuses it: it is archived, or encrypted with its owner's key.
    :raises TransientError: if the storage account fails.
    """
    try:
        with blob_errors(str(blob.blob_name)):
            if not wanted.body:
                return Downloaded(b"", await blob.get_blob_properties())
            if wanted.range and (part := await _download_part(blob, wanted)):
                return part
            stream = await blob.download_blob()
            return Downloaded(await stream.readall(), stream.properties)
    except PermanentError as error:
        if error.code in CODES_OF_ABSENCE:
            return None
        raise ProblemError(HTTPStatus.CONFLICT, str(error)) from error


async def _download_part(blob: BlobClient, wanted: Wanted) -> Downloaded | None:
    """Return a part of a blob, or None if all of it must be sent."""
    properties = await blob.get_blob_properties()
    if wanted.if_range and wanted.if_range != f'"{unquoted(properties.etag)}"':
        return None  # the client has a part of another version
    part = parse_range(wanted.range, properties.size)
    if part is None:
        return None
    etag, same = properties.etag, MatchConditions.IfNotModified
    try:
        stream = await blob.download_blob(part.first, part.length, etag=etag, match_condition=same)
        return Downloaded(await stream.readall(), properties, part)
    except ResourceModifiedError:
        return None  # it was overwritten just now
