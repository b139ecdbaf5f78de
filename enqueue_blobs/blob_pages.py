"""List the container's blobs, page by page."""

import asyncio
import reprlib
from collections.abc import AsyncGenerator, Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.storage.blob import BlobProperties, ContainerClient

from cocoon.errors import PermanentError, TransientError
from cocoon.records.message import unquoted
from cocoon.selection.selection import ARCHIVE_TIER
from cocoon.services.sdk_errors import transient
from cocoon.services.storage_errors import Verdict, azurite_problem, code_of, verdict_of

PAGE_SIZE = 2000  # of 5,000 that the account allows: the next stages start sooner, and a crash repeats less
Version = tuple[str, str | None]  # path and etag


class ListedBlob(NamedTuple):
    """A blob as the account lists it; the ETag is unquoted, the time in UTC, the size in bytes."""

    path: str
    etag: str
    content_type: str | None
    modified: datetime
    size: int | None = None
    is_archived: bool = False

    @property
    def version(self) -> Version:
        """The path and the ETag."""
        return self.path, self.etag


class Page(NamedTuple):
    """Up to PAGE_SIZE blobs in the order of their names, and where the next page begins (None after the last)."""

    blobs: list[ListedBlob]
    continuation: str | None


class StaleContinuationError(TransientError):
    """The storage account no longer accepts the continuation of an earlier page; the listing must start over."""


async def list_pages(
    container: ContainerClient, prefix: str, continuation: str | None = None
) -> AsyncGenerator[Page, None]:
    """Yield the container's blobs, from a page's continuation or from the beginning.

    Pages are read in a thread: the SDK computes for a third of a second on each, and the page before is sent meanwhile.

    :raises StaleContinuationError: if the continuation is not accepted.
    :raises PermanentError: ``listing_refused``, if the account will never list this prefix.
    :raises TransientError: if the container cannot be listed.
    """
    with transient("storage account"):
        listing = container.list_blobs(name_starts_with=prefix or None, results_per_page=PAGE_SIZE).by_page(
            continuation
        )
        try:
            while page := await asyncio.to_thread(_next, listing):
                yield page
        except ResourceNotFoundError as error:
            message = f"The container {container.container_name!r} does not exist in the storage account."
            raise TransientError(message) from error
        except HttpResponseError as error:
            if continuation and error.status_code == HTTPStatus.BAD_REQUEST:
                raise StaleContinuationError("The storage account refuses to go on with a listing.") from error
            if problem := azurite_problem(error):
                raise TransientError(problem) from error
            if verdict_of(error) is not Verdict.WAIT:
                reason = code_of(error) or f"status {error.status_code}"
                text = f"The storage account refuses to list what begins with {reprlib.repr(prefix)} ({reason})."
                raise PermanentError("listing_refused", text) from error
            raise


def _next(listing: Iterator[Iterable[BlobProperties]]) -> Page | None:
    page = next(listing, None)
    if page is None:
        return None
    blobs = [
        ListedBlob(
            blob.name,
            unquoted(blob.etag) or "",
            blob.content_settings.content_type,
            blob.last_modified,
            blob.size,
            blob.blob_tier == ARCHIVE_TIER,
        )
        for blob in page
    ]
    return Page(blobs, listing.continuation_token or None)  # type: ignore[attr-defined] # a PageIterator
