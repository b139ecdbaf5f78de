"""Walk through the looked-up pages of a listing, up to a limit or a deadline, and count them."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from time import monotonic

from cocoon.records.listing import Listing
from enqueue_blobs.page_lookup import LookedUpPage
from enqueue_blobs.prefetch import prefetch

HandlePage = Callable[[LookedUpPage], Awaitable[None]]


async def walk(
    looked_up: AsyncGenerator[LookedUpPage, None],
    listing: Listing,
    *,
    handle: HandlePage,
    handled: Callable[[], Awaitable[None]],
    deadline: float,
    limit: int | None,
) -> bool:
    """Handle and count each page; the next ones are looked up meanwhile. Return whether the last page is done.

    :param handle: is given each page with as many new blobs as the limit leaves.
    :param handled: is called when a page is counted.
    :param deadline: after which no further page is begun, in seconds of ``time.monotonic``.
    """
    async with aclosing(prefetch(looked_up)) as pages:
        async for page, new, left_out in pages:
            room = len(new) if limit is None else limit - listing.enqueued
            to_enqueue = new[:room]
            await handle(LookedUpPage(page, to_enqueue, left_out))
            listing.advance(
                listed=len(page.blobs),
                enqueued=len(to_enqueue),
                skipped=len(page.blobs) - len(new),
                left_out=left_out,
                last_path=page.blobs[-1].path if page.blobs else None,
                continuation=page.continuation,
            )
            if len(new) > room:
                return False
            if page.continuation is None:
                listing.finish()
            await handled()
            if page.continuation is not None and monotonic() > deadline:
                return False
    return True
