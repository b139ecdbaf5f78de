"""Answer with the number of images of each label, and of each reason for a failure."""

from datetime import datetime
from typing import TypedDict

from query_labels.statistics.count_store import CountStore
from query_labels.statistics.statistics_request import LabelsQuery
from query_labels.thesaurus.thesaurus import Kind, Thesaurus


class LabelCount(TypedDict):
    """A label (normalised), the number of images that have it, and the labels directly above it."""

    name: str
    images: int
    kind: Kind
    parents: list[str]


class LabelCounts(TypedDict):
    """Labels, the most frequent first, and when they were counted."""

    items: list[LabelCount]
    counted_at: datetime | None


class FailureCount(TypedDict):
    """A failure code and the number of images that failed with it."""

    code: str
    images: int


class FailureCounts(TypedDict):
    """Failure codes, the most frequent first, and when they were counted."""

    items: list[FailureCount]
    counted_at: datetime | None


def label_count(name: str, images: int, thesaurus: Thesaurus) -> LabelCount:
    """Return a label with its count and its relations."""
    return LabelCount(name=name, images=images, kind=thesaurus.kind(name), parents=thesaurus.parents(name))


async def count_labels(store: CountStore, thesaurus: Thesaurus, query: LabelsQuery) -> LabelCounts:
    """Return the most frequent labels; with a prefix, those with a word that begins with it.

    :raises TransientError: if the database fails.
    """
    counts = await store.current()
    begins = f" {query.prefix}"
    matching = [item for item in counts.labels.items() if begins in f" {item[0]}"][: query.limit]
    items = [label_count(name, images, thesaurus) for name, images in matching]
    return LabelCounts(items=items, counted_at=counts.counted_at)


async def count_failures(store: CountStore) -> FailureCounts:
    """Return the failure codes, the most frequent first.

    :raises TransientError: if the database fails.
    """
    counts = await store.current()
    items = [FailureCount(code=code, images=images) for code, images in counts.failures.items()]
    return FailureCounts(items=items, counted_at=counts.counted_at)
