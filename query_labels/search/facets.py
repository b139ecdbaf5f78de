"""Count the labels of a search's result."""

from collections import Counter
from collections.abc import Mapping
from typing import TypedDict

from query_labels.search.list_reader import ListReader
from query_labels.search.matches import Finder
from query_labels.search.plan import Plan
from query_labels.search.search_request import SearchQuery
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.label_counts import LabelCount, label_count
from query_labels.thesaurus.thesaurus import Thesaurus

MOST_COUNTED = 200  # images of a result whose labels are counted
MOST_EXAMINED = 500  # entries of lists, to find these


class Facets(TypedDict):
    """The most frequent labels of a search's result, besides those asked for."""

    labels: list[LabelCount]
    images: int
    complete: bool


async def count_facets(
    reader: ListReader, store: CountStore, plan: Plan, query: SearchQuery, thesaurus: Thesaurus
) -> Facets | None:
    """Return the most frequent labels besides those asked for; None if the query wants none.

    Of a search without any condition they are those of the whole collection, which are counted anyway.

    :raises TransientError: if the database fails.
    """
    if not query.facets:
        return None
    if not plan.conditions:
        counts = await store.current()
        return _facets(counts.labels, counts.images, query, thesaurus, is_complete=True)
    result = (await Finder(reader, plan, None, MOST_EXAMINED, also=["label_names"]).find(MOST_COUNTED + 1)).first(
        MOST_COUNTED
    )
    names = Counter(name for _, document in result.found for name in document["label_names"])
    return _facets(names, len(result.found), query, thesaurus, is_complete=result.rest is None)


def _facets(
    names: Mapping[str, int], images: int, query: SearchQuery, thesaurus: Thesaurus, *, is_complete: bool
) -> Facets:
    others = [item for item in names.items() if item[0] not in query.labels]
    ordered = sorted(others, key=lambda item: (-item[1], item[0]))[: query.facets]
    labels = [label_count(name, count, thesaurus) for name, count in ordered]
    return Facets(labels=labels, images=images, complete=is_complete)
