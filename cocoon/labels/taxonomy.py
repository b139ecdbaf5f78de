"""Define a model's taxonomy: which labels are above which, and what else people call them (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

DEFAULT_BROADER_MIN_SCORE = 0.3


@dataclass(frozen=True, slots=True)
class TaxonomyLabel:
    """A class or a broader label; ``names`` are by language, ``parents`` are keys of the taxonomy."""

    name: str
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    min_score: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Taxonomy:
    """Labels by their keys: a class is named by its line of ``labels.txt``, a broader label by its own name.

    :ivar broader_min_score: the lowest score at which an image keeps a broader label.
    """

    labels: Mapping[str, TaxonomyLabel] = field(default_factory=dict)
    broader_min_score: float = DEFAULT_BROADER_MIN_SCORE
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def __getitem__(self, key: str) -> TaxonomyLabel:
        return self.labels.get(key) or TaxonomyLabel(key)

    def above(self, key: str) -> tuple[str, ...]:
        """Return the keys of all labels above a label, its parents first."""
        label = self.labels.get(key)
        if label is None or not label.parents:
            return ()
        found = self._above.get(key)
        if found is None:
            further = (each for parent in label.parents for each in self.above(parent))
            found = self._above[key] = tuple(dict.fromkeys((*label.parents, *further)))
        return found

    def shown_parents(self, key: str) -> tuple[str, ...]:
        """Return the names of a label's parents; those of a hidden parent stand for it."""
        names: dict[str, None] = {}
        for parent in self[key].parents:
            label = self[parent]
            names |= dict.fromkeys(self.shown_parents(parent) if label.hidden else (label.name,))
        return tuple(names)

    @cached_property
    def parents(self) -> frozenset[str]:
        """The keys of the labels that have others below them."""
        return frozenset(parent for label in self.labels.values() for parent in label.parents)
