"""Look up each page of a listing: which of its blobs are new. Nothing is written."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import NamedTuple, Protocol

from cocoon.records.listing import Listing
from cocoon.selection.selection import Reason, Selection
from enqueue_blobs.blob_filter import candidates, left_out, without
from enqueue_blobs.blob_pages import ListedBlob, Page, Version


class VersionLookup(Protocol):
    """Looks versions up, see :class:`enqueue_blobs.already_done.KnownVersions`."""

    async def done(self, blobs: Sequence[ListedBlob]) -> set[Version]:
        """Return the versions that are labelled or have failed."""

    async def sent(self, blobs: Sequence[ListedBlob]) -> dict[Version, datetime]:
        """Return the versions that were sent, and when."""


class Head(Protocol):
    """Reads the queue's head, see :class:`enqueue_blobs.queue_head.QueueHead`."""

    async def since(self) -> datetime:
        """Return the time since when a message that was sent may still be in the queue."""


class LookedUpPage(NamedTuple):
    """A page, its blobs to enqueue, and the reason, by path, for each blob that is left out."""

    page: Page
    new: list[ListedBlob]
    left_out: dict[str, Reason]


async def look_up(
    pages: AsyncGenerator[Page, None], listing: Listing, selection: Selection, versions: VersionLookup, head: Head
) -> AsyncGenerator[LookedUpPage, None]:
    """Yield each page with its new blobs: images that are neither done nor queued. A forced listing takes all images.

    :raises TransientError: if a service fails.
    """
    async with aclosing(pages):
        async for page in pages:
            reasons = left_out(page.blobs, selection)
            new = candidates(page.blobs, reasons, listing.since)
            if not listing.force:
                new = without(new, await versions.done(new))
                new = without(new, await _queued(new, listing, versions, head))
            yield LookedUpPage(page, new, reasons)


async def _queued(
    blobs: Sequence[ListedBlob], listing: Listing, versions: VersionLookup, head: Head
) -> dict[Version, datetime]:
    """Return the versions that are in the queue: by all marks, or in a full listing by recent ones only."""
    sent = await versions.sent(blobs)
    if not sent or not listing.is_full:
        return sent
    since = await head.since()
    return {version: at for version, at in sent.items() if at >= since}
