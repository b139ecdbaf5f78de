"""How many images have each label, and how many failed for each reason."""

from cocoon.clients import Clients
from query_labels import counts
from query_labels.query import LabelsQuery


async def count_labels(clients: Clients, query: LabelsQuery) -> dict[str, object]:
    """Return label names with the number of images that have them, most frequent first.

    With a prefix, those of which a word begins so.

    :raises TransientError: if the database fails.
    """
    known = await counts.current(clients)
    begins = f" {query.prefix}"
    chosen = [item for item in known.labels.items() if begins in f" {item[0]}"][: query.limit]
    return {"items": [{"name": name, "images": images} for name, images in chosen], "counted_at": known.counted_at}


async def count_failures(clients: Clients) -> dict[str, object]:
    """Return the codes of failures with the number of images that failed so, most frequent first.

    :raises TransientError: if the database fails.
    """
    known = await counts.current(clients)
    items = [{"code": code, "images": images} for code, images in known.failures.items()]
    return {"items": items, "counted_at": known.counted_at}
