"""Define the totals over all images of a container, as requests show them (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self, TypeVar

from cocoon.records.count_shard import add_up
from cocoon.records.model_name import ModelName
from cocoon.records.work import Work

MOST_LABELS = 10_000

Key = TypeVar("Key", str, ModelName)


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of images, and by label, failure and model, the most frequent first, as of ``counted_at``.

    ``are_filled`` is whether documents of versions until 1.0, if there are any, have what lists of searches need.
    """

    labels: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    models: Mapping[ModelName, int] = field(default_factory=dict)
    images: int = 0
    work: Work = field(default_factory=Work)
    counted_at: datetime | None = None
    are_filled: bool = True

    @property
    def failed(self) -> int:
        """The number of failed images."""
        return sum(self.failures.values())

    @classmethod
    def of(cls, records: Sequence[Mapping[str, Any]], *, are_filled: bool = True) -> Self:
        """Return what the records of a container add up to; what is zero, or less until a recount, is not shown."""
        totals = add_up(records)
        return cls(
            labels=_most_frequent(totals.labels),
            failures=_most_frequent(totals.failures),
            models=_most_frequent(totals.models),
            images=max(0, totals.images),
            work=totals.work,
            counted_at=max((record["at"] for record in records), default=None),
            are_filled=are_filled,
        )


def _most_frequent(counts: Mapping[Key, int]) -> dict[Key, int]:
    positive = [(name, count) for name, count in counts.items() if count > 0]
    return dict(sorted(positive, key=lambda item: (-item[1], item[0]))[:MOST_LABELS])
