"""Answer with the labels that occur together: counted over the newest images, and cached for some seconds."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any, TypedDict, TypeVar

from cocoon.services.access_paths.search_paths import GRAPH
from cocoon.services.clients import Clients
from cocoon.services.indexed_find import find_by_index
from cocoon.services.indexes import NEWEST
from cocoon.services.sdk_errors import transient
from query_labels.answer_cache import AnswerCache
from query_labels.search.search_lists import last_before
from query_labels.statistics.statistics_request import GraphQuery
from query_labels.thesaurus.thesaurus import Thesaurus

MOST_EDGES, MOST_NAMES = 500, 20  # edges that are shown, labels of an image


class GraphNode(TypedDict):
    """A label (normalised) and the number of images that have it."""

    id: str
    images: int


class GraphEdge(TypedDict):
    """Two labels and the number of images that have both."""

    source: str
    target: str
    images: int


class Graph(TypedDict):
    """Labels, and the pairs of them that occur together, the most frequent first."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    images: int


Key = TypeVar("Key", str, tuple[str, str])

_cache = AnswerCache[GraphQuery, Graph](seconds=10.0, most=16)


async def label_graph(clients: Clients, thesaurus: Thesaurus, query: GraphQuery) -> Graph:
    """Return the most frequent labels of the newest images, and how many images have each pair of them.

    :raises TransientError: if the database fails.
    """
    return await _cache.get(clients, query, lambda: _make(clients, thesaurus, query))


async def _make(clients: Clients, thesaurus: Thesaurus, query: GraphQuery) -> Graph:
    filter_: dict[str, Any] = {"container": clients.images_container.container_name}
    if query.since:  # SecantusDB loses an inclusive lower bound of a descending field
        filter_["classified_at"] = {"$gt": last_before(query.since)}
    index = GRAPH.index.document["name"]
    with transient("database"):
        newest = await find_by_index(
            clients.images, filter_, index, fields=["label_names"], sort=NEWEST, limit=GRAPH.most
        )
    images = [each["label_names"] for each in newest]
    return await asyncio.to_thread(count_graph, images, query.limit, thesaurus)


def count_graph(images: Sequence[Sequence[str]], limit: int, thesaurus: Thesaurus) -> Graph:
    """Count labels, and pairs of them, in images that are given as their labels (pure).

    A label and one above it are no pair: they always occur together.
    """
    nodes = _most(Counter(name for names in images for name in names), limit)
    shown = {name for name, _ in nodes}
    kept = ([name for name in names if name in shown][:MOST_NAMES] for names in images)
    above = {name: thesaurus.above(name) for name in shown}
    pairs = Counter(pair for names in kept for pair in combinations(sorted(names), 2))
    edges = _most(
        Counter({(a, b): count for (a, b), count in pairs.items() if a not in above[b] and b not in above[a]}),
        MOST_EDGES,
    )
    return Graph(
        nodes=[GraphNode(id=name, images=count) for name, count in nodes],
        edges=[GraphEdge(source=one, target=other, images=count) for (one, other), count in edges],
        images=len(images),
    )


def _most(counter: Counter[Key], limit: int) -> list[tuple[Key, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:limit]
