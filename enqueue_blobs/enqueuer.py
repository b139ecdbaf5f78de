"""Run one listing: send the new blobs of each page, mark them, remove stale documents, and save the progress."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from azure.servicebus import ServiceBusMessage

from cocoon.errors import CocoonError, PermanentError
from cocoon.records.listing import REQUEST, TIMER, Listing
from cocoon.services.access_paths import record_paths
from cocoon.services.message_sender import queued_message
from enqueue_blobs.blob_filter import message_of
from enqueue_blobs.blob_pages import ListedBlob, StaleContinuationError
from enqueue_blobs.page_lookup import LookedUpPage
from enqueue_blobs.page_walk import walk

AT_ONCE = record_paths.MARK.most  # messages, about as many as a batch holds
GIVEN_UP_AFTER = timedelta(days=1)


class Send(Protocol):
    """Puts messages on the queue."""

    async def __call__(self, messages: Iterable[ServiceBusMessage], /) -> None:
        """Send the messages in full batches."""


class Marks(Protocol):
    """Marks versions as sent."""

    async def mark_sent(self, blobs: Sequence[ListedBlob]) -> None:
        """Mark versions as sent now."""


class StaleRemover(Protocol):
    """Removes documents whose blob is gone, see :mod:`enqueue_blobs.stale_documents`."""

    async def remove(self, listing: Listing, looked_up: LookedUpPage) -> int:
        """Remove the stale documents up to the end of a page; return how many."""


class Progress(Protocol):
    """Saves the progress of a listing."""

    async def save(self, listing: Listing) -> None:
        """Save it, so that any host can continue the listing."""


class HeldLease(Protocol):
    """The lease under which a host lists."""

    def check(self) -> None:
        """Raise TransientError unless the lease is held."""


@dataclass(frozen=True, slots=True)
class Enqueuer:
    """Runs listings while this host holds the lease, until a deadline in seconds of ``time.monotonic``."""

    send: Send
    read_clearing_suffix: Callable[[], Awaitable[str]]
    marks: Marks
    stale: StaleRemover
    progress: Progress
    lease: HeldLease
    deadline: float

    async def run(
        self,
        looked_up: AsyncGenerator[LookedUpPage, None],
        listing: Listing,
        limit: int | None = None,
    ) -> bool:
        """Continue a listing to its end, its limit or the deadline; return whether it is finished.

        The progress is saved after each page, so an interruption repeats one page at most; the queue's duplicate
        detection drops the messages that are sent again.

        :param limit: how many images to enqueue; a listing with a limit is not continued later.
        :raises PermanentError: ``listing_refused``; the listing has failed for good.
        :raises TransientError: if a service fails.
        """
        id_suffix = ""

        async def handle(page: LookedUpPage) -> None:
            self.lease.check()
            await self._send_and_mark(listing, page.new, id_suffix)
            if listing.kind == TIMER and listing.is_full:
                listing.removed += await self.stale.remove(listing, page)

        async def save() -> None:
            if limit is None:
                await self.progress.save(listing)

        try:
            id_suffix = await self._message_id_suffix(listing)
            if repeats_versions(listing) and listing.updated is None:
                await save()  # before anything is sent: whoever continues this run must send the same MessageIds
            return await walk(looked_up, listing, handle=handle, handled=save, deadline=self.deadline, limit=limit)
        except CocoonError as error:
            record_error(listing, error)
            await save()
            raise

    async def _message_id_suffix(self, listing: Listing) -> str:
        """Return the end of a listing's MessageIds.

        An incremental listing sends a version once. A full one sends again what was lost since, so its ids name the
        run: the queue must not drop them as duplicates of an earlier run's.
        """
        return f"-{listing.run}" if repeats_versions(listing) else await self.read_clearing_suffix()

    async def _send_and_mark(self, listing: Listing, blobs: list[ListedBlob], id_suffix: str) -> None:
        """Send blobs in parts, and mark each part after it was sent, so that none is missed."""
        sent: list[ListedBlob] = []
        for start in range(0, len(blobs) + AT_ONCE, AT_ONCE):
            part = blobs[start : start + AT_ONCE]
            images = (message_of(listing.container, blob, force=listing.force) for blob in part)
            results = await asyncio.gather(
                self.marks.mark_sent(sent),  # first, because sending begins with computing
                self.send(queued_message(image, id_suffix) for image in images),
                return_exceptions=True,  # if one fails, wait for the other
            )
            for error in filter(None, results):
                raise error
            sent = part


def repeats_versions(listing: Listing) -> bool:
    """Return whether a listing sends versions that may have been sent before: a full or forced one does."""
    return listing.force or listing.is_full


def record_error(listing: Listing, error: CocoonError) -> None:
    """Note the error that ended a run; a permanent one, or a request that failed for a day, ends the listing."""
    is_late = listing.kind == REQUEST and datetime.now(UTC) - listing.started > GIVEN_UP_AFTER
    if isinstance(error, PermanentError):
        listing.fail(str(error))
    elif is_late:
        listing.fail(f"Given up after {GIVEN_UP_AFTER.days} day: {error}")
    else:
        listing.error = str(error)
    if isinstance(error, StaleContinuationError):
        listing.restart()
