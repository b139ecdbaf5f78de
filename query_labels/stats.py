"""How much is done, and how far the listings are."""

from typing import Any

from cocoon.clients import Clients
from cocoon.documents import FAILED
from cocoon.faults import transient

SHOWN = (
    "prefix",
    "kind",
    "force",
    "listed",
    "enqueued",
    "skipped",
    "removed",
    "started",
    "updated",
    "finished",
    "error",
)
MOST_LISTINGS = 100


async def statistics(clients: Clients, container: str) -> dict[str, object]:
    """Return the number of images, of those that failed, and the listings, the latest first.

    A listing without ``finished`` is under way, or goes on with the next tick of the timer.

    :raises TransientError: if the database fails.
    """
    chosen = {"container": container, "prefix": {"$exists": True}}
    with transient("database"):
        images = await clients.images.estimated_document_count()
        failed = await clients.images.count_documents({"status": FAILED})
        listings = await clients.listings.find(chosen).limit(MOST_LISTINGS).to_list()
    listings.sort(key=lambda each: each["started"], reverse=True)
    return {"images": images, "failed": failed, "listings": [_present(each) for each in listings]}


def _present(listing: dict[str, Any]) -> dict[str, Any]:
    return {name: listing.get(name) for name in SHOWN} | {"full": listing["since"] is None}
