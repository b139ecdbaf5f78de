"""Compose the narrower words of a model (pure)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from cocoon.labels.names import normalise
from models.taxonomy.narrower.anchors import Labels
from models.taxonomy.narrower.nearest import Anchors, nearest_labels
from models.taxonomy.wordnet import Synset

_LATIN = re.compile(r"[A-Z][a-z]+ [a-z]+(?: [a-z]+)?")

ORIGIN = "models/taxonomy/narrower: nouns of WordNet 3.0 that SCOWL has as common, corrected by hand"
LICENSE = "WordNet 3.0 license (LICENSE.wordnet)"


class WordsBuilder:
    """Leads words to the labels of one model.

    :param labels: those of the model's taxonomy.
    :param removed: words that lead nowhere, except by hand.
    :param trees: those of all models, to find a label above one that the model lacks.
    """

    def __init__(
        self,
        labels: Labels,
        trees: Iterable[Labels],
        anchors: Anchors,
        synsets: Mapping[str, Synset],
        removed: Collection[str] = (),
    ) -> None:
        self._labels, self._anchors, self._removed = labels, anchors, removed
        self._above = {name: synset.above for name, synset in synsets.items()}
        self._keys = {shown(key, labels): key for key in labels}
        self._parents: dict[str, set[str]] = {}
        for tree in trees:
            for key, label in tree.items():
                above = {shown(parent, tree) for parent in label.get("parents", ())}
                self._parents.setdefault(shown(key, tree), set()).update(above)
        self._known = {normalise(word) for key in labels for word in _words(key, labels)}
        self._found: dict[str, str] = {}

    def add_by_hand(self, words: Mapping[str, Collection[str]]) -> None:
        """Add words by the shown name of their label; the first label of a word is the one that counts."""
        for name, narrower in words.items():
            self._add(narrower, self._nearest_in_tree(name))

    def add_labels(self, tree: Labels, synsets: Mapping[str, Collection[str]], english: Collection[str]) -> None:
        """Add the names and aliases of another model's labels, without the Latin ones, whose epithet is not English.

        WordNet may lead to a nearer label than the taxonomy, but not to one beyond it.
        """
        for key in tree:
            name = shown(key, tree)
            above = self._nearest_in_tree(name)
            found = {label for each in synsets.get(name, ()) for label in self._nearest(each)}
            nearer = {label for label in found if above is None or above in {label, *self._all_above(label)}}
            kept = self._kept(_words(key, tree))
            words = [word for word in kept if not _LATIN.fullmatch(word) or word.split()[1] in english]
            self._add(words, self._most_specific(nearer) or above)

    def add_nouns(self, nouns: Iterable[tuple[str, str]]) -> None:
        """Add words with their synsets."""
        for word, synset in nouns:
            self._add(self._kept([word]), self._most_specific(self._nearest(synset)))

    def content(self) -> dict[str, Any]:
        """Return the content of ``words.json``."""
        words: dict[str, list[str]] = {}
        for word, key in sorted(self._found.items()):
            words.setdefault(key, []).append(word)
        return {"source": ORIGIN, "license": LICENSE, "words": words}

    def _add(self, words: Iterable[str], key: str | None) -> None:
        if key is not None:
            for word in map(normalise, words):
                if word not in self._known:
                    self._found.setdefault(word, key)

    def _kept(self, words: Iterable[str]) -> Iterator[str]:
        return (word for word in words if normalise(word) not in self._removed)

    def _nearest(self, synset: str) -> set[str]:
        return nearest_labels(synset, self._above, self._anchors)

    def _nearest_in_tree(self, name: str) -> str | None:
        level = {name}
        while level:
            if found := {self._keys[each] for each in level if each in self._keys}:
                return self._most_specific(found)
            level = {parent for each in level for parent in self._parents.get(each, ())}
        return None

    def _most_specific(self, keys: Collection[str]) -> str | None:
        """Return the label that has the most labels above it, which is below the others if they are related."""
        return min(keys, key=lambda key: (-len(self._all_above(key)), key), default=None)

    def _all_above(self, key: str) -> set[str]:
        parents = self._labels[key].get("parents", ())
        return {*parents}.union(*(self._all_above(parent) for parent in parents))


def shown(key: str, labels: Labels) -> str:
    """Return the name that is shown of a label."""
    return str(labels[key].get("rename", key))


def _words(key: str, labels: Labels) -> Iterator[str]:
    yield shown(key, labels)
    yield from labels[key].get("aliases", ())
