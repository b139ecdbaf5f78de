"""Count the labels of a search's result."""

from collections import Counter
from dataclasses import replace
from typing import TypedDict

from cocoon.services.mongo_client import ImageCollection
from cocoon.services.sdk_errors import transient
from query_labels.search.filters import order, search_filter
from query_labels.search.search_request import SearchQuery
from query_labels.statistics.label_counts import LabelCount, label_count
from query_labels.thesaurus.thesaurus import Thesaurus

MOST_COUNTED = 1000  # images of a result whose labels are counted


class Facets(TypedDict):
    """The most frequent labels of a search's result, besides those asked for."""

    labels: list[LabelCount]
    images: int
    complete: bool


async def count_facets(
    images: ImageCollection, container: str, query: SearchQuery, thesaurus: Thesaurus
) -> Facets | None:
    """Return the most frequent labels besides those asked for; None if the query wants none.

    :raises TransientError: if the database fails.
    """
    if not query.facets:
        return None
    whole = replace(query, cursor=None)
    filter_ = search_filter(whole, container)
    with transient("database"):
        cursor = images.find(filter_, {"label_names": True}).sort(order(whole)).limit(MOST_COUNTED + 1)
        documents = await cursor.to_list()
    counted = documents[:MOST_COUNTED]
    names = Counter(name for each in counted for name in each["label_names"] if name not in query.labels)
    ordered = sorted(names.items(), key=lambda item: (-item[1], item[0]))[: query.facets]
    return Facets(
        labels=[label_count(name, images, thesaurus) for name, images in ordered],
        images=len(counted),
        complete=len(documents) == len(counted),
    )
