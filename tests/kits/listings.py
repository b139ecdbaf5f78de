"""Listings: as the database keeps them, and a full one."""

from datetime import UTC, datetime

from cocoon.records.listing import FULL_EVERY, Listing
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs.listing_store import ListingStore
from enqueue_blobs.timer_tick import on_tick


async def load_listings(clients: Clients, settings: Settings) -> list[Listing]:
    """Return the listings of the container."""
    return await ListingStore(clients.listings, settings.images_container).load()


async def load_only_listing(clients: Clients, settings: Settings) -> Listing:
    """Return the listing of the container, which has one."""
    (listing,) = await load_listings(clients, settings)
    return listing


async def save_listing(clients: Clients, listing: Listing) -> None:
    """Keep a listing."""
    await ListingStore(clients.listings, listing.container).save(listing)


async def tick_in_full(clients: Clients, settings: Settings) -> None:
    """List all blobs, as the tick does that comes a day later."""
    for listing in await load_listings(clients, settings):
        listing.last_full = datetime.now(UTC) - FULL_EVERY
        await save_listing(clients, listing)
    await on_tick(clients, settings)
