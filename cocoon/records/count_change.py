"""Compute by how much a write of one document changes the totals (pure)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from cocoon.records.image_document import LABELLED, failure_code
from cocoon.records.model_name import ModelName
from cocoon.records.work import Work

COUNTED_FIELDS = "label_names", "error", "models", "model", "status"  # of a document, to count it


@dataclass(slots=True)
class CountChange:
    """By how much totals change: images, images by label (normalised), failures by code, and the workers' work.

    ``models`` is the number of labelled images by the model that has looked at them.

    Zeros are left out when it is written.
    """

    images: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    work: Work = field(default_factory=Work)
    models: Counter[ModelName] = field(default_factory=Counter)

    @classmethod
    def between(cls, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Self:
        """Return the change from a document to the one that replaces it; None where there is none."""
        change = cls()
        change.add(after, 1)
        change.add(before, -1)
        return change

    def add(self, document: Mapping[str, Any] | None, times: int) -> None:
        """Count a document's image, labels, models and failure as often as ``times``."""
        if document is None:
            return
        self.images += times
        for name in filter(None, document.get("label_names") or ()):  # a name of dashes alone is empty
            self.labels[name] += times
        if code := failure_code(document):
            self.failures[code] += times
        if document.get("status") == LABELLED:
            for model in _models_of(document):
                self.models[model] += times

    def merge(self, other: Self) -> None:
        """Add another change to this one."""
        self.images += other.images
        self.labels.update(other.labels)
        self.failures.update(other.failures)
        self.models.update(other.models)
        self.work = self.work.plus(other.work)

    def is_empty(self) -> bool:
        """Return whether nothing changes."""
        counters = self.labels, self.failures, self.models
        return not (self.images or any(self.work) or any(any(each.values()) for each in counters))


def _models_of(document: Mapping[str, Any]) -> set[ModelName]:
    """Return a document's models; versions until 1.0 wrote ``model`` alone."""
    models = document.get("models") or filter(None, [document.get("model")])
    return {ModelName(each["name"], each["version"]) for each in models}
