"""Answer with the labels below one, each with its number of images and a picture; kept for some seconds."""

from collections.abc import Mapping
from datetime import datetime
from itertools import zip_longest
from typing import TypedDict

from cocoon.records.counts import Counts
from cocoon.services.clients import Clients
from query_labels.answer_cache import AnswerCache
from query_labels.covers.cover import CANDIDATES, FIELDS, Cover, covers_of
from query_labels.covers.covers_request import MOST_PICTURES, LabelsBelow
from query_labels.search.list_reader import ListReader
from query_labels.search.search_lists import ImageList, PostingList, SearchList
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.label_counts import LabelCount, label_count
from query_labels.thesaurus.thesaurus import Thesaurus


class LabelCover(LabelCount):
    """A label, the number of images that have it, and one that stands for it."""

    cover: Cover | None


class LabelCovers(TypedDict):
    """The labels directly below one, or those at the top, the most frequent first."""

    label: LabelCount | None
    above: list[str]
    items: list[LabelCover]
    counted_at: datetime | None


_cache = AnswerCache[LabelsBelow, LabelCovers](seconds=10.0, most=64)


async def label_covers(clients: Clients, store: CountStore, thesaurus: Thesaurus, query: LabelsBelow) -> LabelCovers:
    """Return the labels below one that images have, with the surest image of each.

    :raises TransientError: if the database fails.
    """

    async def make() -> LabelCovers:
        counts = await store.current()
        names = names_below(query.below, counts.labels, thesaurus)[: query.limit]
        reader = ListReader(clients.images, clients.postings, clients.images_container.container_name)
        lists = [_list_of(name, counts) for name in names[:MOST_PICTURES]]
        covers = covers_of(await reader.read_first(lists, CANDIDATES, FIELDS))
        below = query.below
        counted = [label_count(name, counts.labels[name], thesaurus) for name in names]
        return LabelCovers(
            label=label_count(below, counts.labels.get(below, 0), thesaurus) if below else None,
            above=path_to(below, thesaurus),
            items=[LabelCover(**label, cover=cover) for label, cover in zip_longest(counted, covers)],
            counted_at=counts.counted_at,
        )

    return await _cache.get(clients, query, make)


def _list_of(name: str, counts: Counts) -> SearchList:
    """Return the list whose first images are the surest; while postings are still being written, the newest."""
    return PostingList(name) if counts.are_filled else ImageList("label_names", name)


def names_below(label: str, counts: Mapping[str, int], thesaurus: Thesaurus) -> list[str]:
    """Return the labels below one that images have, or the topmost, in the counts' order.

    A label is left out if images have one between: it is below that. Those that no image has are passed over: images
    that were labelled by versions until 1.0 have no broader labels.
    """
    above = {name: thesaurus.above(name) for name in counts}
    if not label:
        return [name for name in counts if not above[name] & counts.keys()]
    below = [name for name in counts if label in above[name]]
    between = {name for name in below if name != label}
    return [name for name in below if not above[name] & between]


def path_to(label: str, thesaurus: Thesaurus) -> list[str]:
    """Return the labels from the top to the one above a label; of several that are, the first."""
    path = [label]
    while (parents := thesaurus.parents(path[-1])) and parents[0] not in path:  # models may contradict each other
        path.append(parents[0])
    return path[:0:-1]
