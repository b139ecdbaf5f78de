"""Which labels occur together: counted over the newest images, and kept for some seconds."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from time import monotonic
from typing import Any, TypeVar

from cocoon.clients import Clients
from cocoon.faults import transient
from cocoon.indexes import NEWEST
from query_labels.query import GraphQuery

MOST_IMAGES, MOST_EDGES, MOST_NAMES = 5000, 500, 20  # that are looked at; that are shown; of one image
KEPT_SECONDS, MOST_KEPT = 10.0, 16

Key = TypeVar("Key", str, tuple[str, str])

_kept: dict[tuple[int, GraphQuery], tuple[float, dict[str, object]]] = {}


async def label_graph(clients: Clients, query: GraphQuery) -> dict[str, object]:
    """Return the most frequent labels of the newest images, and how many images have each two of them.

    :raises TransientError: if the database fails.
    """
    key = id(clients), query
    at, graph = _kept.get(key, (float("-inf"), {}))
    if monotonic() - at > KEPT_SECONDS:
        chosen: dict[str, Any] = {"container": clients.images_container.container_name}
        chosen |= {"classified_at": {"$gte": query.since}} if query.since else {}
        with transient("database"):
            found = clients.images.find(chosen, {"label_names": True}).sort(list(NEWEST)).limit(MOST_IMAGES)
            images = [each["label_names"] for each in await found.to_list()]
        graph = await asyncio.to_thread(count_graph, images, query.limit)
        while len(_kept) >= MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = monotonic(), graph
    return graph


def count_graph(images: Sequence[Sequence[str]], limit: int) -> dict[str, Any]:
    """Count labels, and pairs of them, in images that are given as their labels (pure)."""
    nodes = _most(Counter(name for names in images for name in names), limit)
    shown = {name for name, _ in nodes}
    kept = ([name for name in names if name in shown][:MOST_NAMES] for names in images)
    edges = _most(Counter(pair for names in kept for pair in combinations(sorted(names), 2)), MOST_EDGES)
    return {
        "nodes": [{"id": name, "images": count} for name, count in nodes],
        "edges": [{"source": one, "target": other, "images": count} for (one, other), count in edges],
        "images": len(images),
    }


def _most(counter: Counter[Key], limit: int) -> list[tuple[Key, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:limit]
