"""Run a listing, or count what it would send, with the clients and the settings of a process."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import partial

from cocoon.records.listing import Listing
from cocoon.services.clearing_token import read_suffix
from cocoon.services.clients import Clients
from cocoon.services.image_removal import ImageRemover
from cocoon.services.message_sender import send
from cocoon.settings.app_settings import Settings
from enqueue_blobs.already_done import KnownVersions
from enqueue_blobs.blob_pages import list_pages
from enqueue_blobs.enqueuer import Enqueuer, HeldLease
from enqueue_blobs.listing_store import ListingStore
from enqueue_blobs.page_lookup import LookedUpPage, look_up
from enqueue_blobs.page_walk import walk
from enqueue_blobs.prefetch import prefetch
from enqueue_blobs.queue_head import QueueHead
from enqueue_blobs.stale_documents import StaleDocuments


@dataclass(frozen=True, slots=True)
class ListingServices:
    """The services that listings of the images container use. Deadlines are in seconds of ``time.monotonic``."""

    clients: Clients
    settings: Settings

    @property
    def store(self) -> ListingStore:
        """The progress of the container's listings."""
        return ListingStore(self.clients.listings, self.settings.images_container)

    @property
    def versions(self) -> KnownVersions:
        """The versions that are done or queued."""
        return KnownVersions(self.clients.images, self.clients.queued, self.settings.images_container)

    def look_up(self, listing: Listing) -> AsyncGenerator[LookedUpPage, None]:
        """Yield the pages of a listing, looked up."""
        pages = prefetch(list_pages(self.clients.images_listing, listing.prefix, listing.continuation))
        head = QueueHead(self.clients.queue_receiver)
        return look_up(pages, listing, self.settings.selection, self.versions, head)

    async def run(self, listing: Listing, lease: HeldLease, deadline: float, limit: int | None = None) -> bool:
        """Run a listing, see :meth:`Enqueuer.run`."""
        clients = self.clients
        sender = clients.queue_sender()
        try:
            enqueuer = Enqueuer(
                send=partial(send, sender),
                read_clearing_suffix=lambda: read_suffix(clients.clearings, clients.listings, listing.container),
                marks=self.versions,
                stale=StaleDocuments(clients.images, ImageRemover.of(clients)),
                progress=self.store,
                lease=lease,
                deadline=deadline,
            )
            return await enqueuer.run(self.look_up(listing), listing, limit)
        finally:
            await sender.close()

    async def dry_run(self, listing: Listing, deadline: float, limit: int | None) -> bool:
        """Count what a listing would send; return whether it got to the last page. Nothing is written."""

        async def nothing(_: LookedUpPage | None = None) -> None:
            pass

        return await walk(
            self.look_up(listing), listing, handle=nothing, handled=nothing, deadline=deadline, limit=limit
        )
