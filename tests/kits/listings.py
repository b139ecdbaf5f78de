"""Listings as the database keeps them."""

from cocoon.records.listing import Listing
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs.listing_store import ListingStore


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
