"""One listing: list, look up, send and mark, page by page, each stage a page ahead of the next."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import NamedTuple

from azure.servicebus.aio import ServiceBusSender

from cocoon import generation as generations
from cocoon.clients import Clients
from cocoon.errors import CocoonError, PermanentError
from cocoon.faults import transient
from cocoon.guard import Guard
from cocoon.selection import Reason
from cocoon.sending import queued_message, send
from cocoon.settings import Settings
from enqueue_blobs.ahead import ahead
from enqueue_blobs.known import done_versions, mark_queued, queued_versions
from enqueue_blobs.listing import ListedBlob, Page, StaleContinuationError, pages
from enqueue_blobs.queue_head import QueueHead
from enqueue_blobs.reconcile import remove_gone
from enqueue_blobs.selection import candidates, left_out, message_of, unknown
from enqueue_blobs.state import REQUEST, TIMER, Listing, save

AT_ONCE = 1000  # messages, about as many as a batch holds
GIVEN_UP_AFTER = timedelta(days=1)


class Queue(NamedTuple):
    """Where a listing sends, and what its MessageIds end with."""

    sender: ServiceBusSender
    id_suffix: str


class LookedAt(NamedTuple):
    """A page, which of its blobs are to be enqueued, and why others are not to be labelled, by path."""

    page: Page
    new: list[ListedBlob]
    left_out: dict[str, Reason]


@dataclass(frozen=True, slots=True)
class Enqueuer:
    """What lists; ``guard`` is None where nothing is written. Times are of ``time.monotonic``."""

    clients: Clients
    settings: Settings
    guard: Guard | None
    deadline: float

    async def run(self, listing: Listing, limit: int | None = None) -> bool:
        """Go on with a listing until it is finished, or until the deadline or the limit; tell whether it is finished.

        How far it is is kept after each page, so that whatever ends it repeats no more than one;
        what is repeated is dropped by the queue's duplicate detection.

        :param limit: how many images to enqueue; such a listing is not gone on with later.
        :raises PermanentError: ``listing_refused``; the listing has failed for good.
        :raises TransientError: if a service fails.
        """
        sender = self.clients.queue_sender()
        try:
            with transient("database"):
                generation = await generations.read(self.clients.listings, listing.container)
            # What a full listing sends may have been sent before, and have been lost since: the queue is not to take
            # it for the same. The run is kept first, so that one that is gone on with sends the same again.
            is_new_each_time = listing.force or listing.since is None
            if is_new_each_time and self.guard and limit is None and listing.updated is None:
                await save(self.clients.listings, listing)
            queue = Queue(sender, f"-{listing.run}" if is_new_each_time else generation)
            return await self._pages(listing, queue, limit)
        except CocoonError as error:
            _note(listing, error)
            if self.guard and limit is None:
                await save(self.clients.listings, listing)
            raise
        finally:
            await sender.close()

    async def _pages(self, listing: Listing, queue: Queue, limit: int | None) -> bool:
        source = ahead(pages(self.clients.images_listing, listing.prefix, listing.continuation))
        async with aclosing(ahead(self._look_up(source, listing))) as looked:
            async for page, new, reasons in looked:
                room = len(new) if limit is None else limit - listing.enqueued
                await self._page(listing, queue, LookedAt(page, new[:room], reasons))
                listing.skipped += len(page.blobs) - len(new)
                if len(new) > room:
                    return False
                if page.continuation is None:
                    listing.finish()
                listing.error = None
                if self.guard and limit is None:
                    await save(self.clients.listings, listing)
                if page.continuation is not None and monotonic() > self.deadline:
                    return False
        return True

    async def _look_up(self, source: AsyncGenerator[Page, None], listing: Listing) -> AsyncGenerator[LookedAt, None]:
        head = QueueHead(self.clients)
        images, queued, name = self.clients.images, self.clients.queued, listing.container
        async with aclosing(source):
            async for page in source:
                reasons = left_out(page.blobs, self.settings.selection)
                new = candidates(page.blobs, reasons, listing.since)
                if not listing.force:
                    new = unknown(new, await done_versions(images, name, new))
                    marked = await queued_versions(queued, name, new)
                    if marked and listing.since is None:  # an incremental listing believes all marks
                        since = await head.since()
                        marked = {version: at for version, at in marked.items() if at >= since}
                    new = unknown(new, marked)
                yield LookedAt(page, new, reasons)

    async def _page(self, listing: Listing, queue: Queue, looked: LookedAt) -> None:
        page = looked.page
        if self.guard:
            self.guard.check()
            await self._send(listing, queue, looked.new)
            if listing.kind == TIMER and listing.since is None:
                listing.removed += await remove_gone(self.clients, listing, page, looked.left_out)
        listing.listed += len(page.blobs)
        listing.enqueued += len(looked.new)
        listing.leave_out(looked.left_out)
        listing.continuation = page.continuation
        listing.after = page.blobs[-1].path if page.blobs else listing.after

    async def _send(self, listing: Listing, queue: Queue, chosen: list[ListedBlob]) -> None:
        """Send some, and mark them while the next are sent: first sent, then marked, so that none is missed."""
        sent: list[ListedBlob] = []
        for start in range(0, len(chosen) + AT_ONCE, AT_ONCE):
            part = chosen[start : start + AT_ONCE]
            images = (message_of(listing.container, blob, force=listing.force) for blob in part)
            results = await asyncio.gather(
                mark_queued(self.clients.queued, listing.container, sent),  # first, for sending begins with computing
                send(queue.sender, (queued_message(image, queue.id_suffix) for image in images)),
                return_exceptions=True,  # neither goes on alone
            )
            for error in filter(None, results):
                raise error
            sent = part


def _note(listing: Listing, error: CocoonError) -> None:
    """Keep what has ended a run: for good, or until the next tick; a request that fails for a day is given up."""
    is_late = listing.kind == REQUEST and datetime.now(UTC) - listing.started > GIVEN_UP_AFTER
    if isinstance(error, PermanentError):
        listing.fail(str(error))
    elif is_late:
        listing.fail(f"Given up after {GIVEN_UP_AFTER.days} day: {error}")
    else:
        listing.error = str(error)
    if isinstance(error, StaleContinuationError):
        listing.restart()
