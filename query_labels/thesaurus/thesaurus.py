"""Merge the taxonomies of all models: how labels are related, and which words lead to them (pure)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cocoon.labels.names import normalise
from cocoon.labels.path_words import without_accents
from cocoon.labels.taxonomy import Taxonomy

Kind = Literal["label", "broader"]
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(slots=True)
class Relations:
    """The labels next to a label (normalised), and other words for it; ``names`` are by language. All are ordered."""

    parents: dict[str, None] = field(default_factory=dict)
    children: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    names: dict[str, dict[str, None]] = field(default_factory=dict)


_NO_RELATIONS = Relations()


class Thesaurus:
    """The labels of all models by their normalised names, without those that are hidden.

    :ivar synonyms: the label of each alias; both are normalised, as in ``translations``, the names in other languages.
    """

    def __init__(self, taxonomies: Iterable[Taxonomy] = ()) -> None:
        self._labels: dict[str, Relations] = {}
        for taxonomy in taxonomies:
            self._add(taxonomy)
        for name, relations in self._labels.items():
            for parent in relations.parents:
                self._labels[parent].children[name] = None
        self.synonyms: Mapping[str, str] = self._words(lambda relations: relations.aliases, normalise)
        self.translations: Mapping[str, str] = self._words(_foreign_names, normalise)
        self._plain_translations = self._words(_umlauts_written_out, without_accents) | self._words(
            _foreign_names, without_accents
        )

    def __contains__(self, name: object) -> bool:
        return name in self._labels

    def __getitem__(self, name: str) -> Relations:
        return self._labels.get(name, _NO_RELATIONS)

    def kind(self, name: str) -> Kind:
        """Return whether a label has others below it."""
        return "broader" if self[name].children else "label"

    def parents(self, name: str) -> list[str]:
        """Return the labels directly above a label."""
        return list(self[name].parents)

    def above(self, name: str) -> frozenset[str]:
        """Return all labels above a label."""
        found: set[str] = set()
        level = {name}
        while level := {parent for each in level for parent in self[each].parents} - found:
            found |= level
        return frozenset(found)

    def synonym(self, word: str) -> str | None:
        """Return the label that has a word (normalised) as an alias."""
        return self.synonyms.get(word)

    def translation(self, word: str) -> str | None:
        """Return the label that has a word (normalised) as its name in another language."""
        return self.translations.get(word)

    def translation_without_accents(self, word: str) -> str | None:
        """Return the label whose name in another language is a word but for accents."""
        return self._plain_translations.get(without_accents(word))

    def _add(self, taxonomy: Taxonomy) -> None:
        for key, label in taxonomy.labels.items():
            if label.hidden:
                continue
            relations = self._labels.setdefault(normalise(label.name), Relations())
            relations.parents |= dict.fromkeys(map(normalise, taxonomy.shown_parents(key)))
            relations.aliases |= dict.fromkeys(map(normalise, label.aliases))
            for language, names in label.names.items():
                relations.names[language] = relations.names.get(language, {}) | dict.fromkeys(names)

    def _words(self, words_of: Callable[[Relations], Iterable[str]], form: Callable[[str], str]) -> dict[str, str]:
        """Return the label of each word; the first one of a word that several labels have."""
        found: dict[str, str] = {}
        for name, relations in self._labels.items():
            for word in words_of(relations):
                found.setdefault(form(word), name)
        return found


def _foreign_names(relations: Relations) -> Iterable[str]:
    return (name for names in relations.names.values() for name in names)


def _umlauts_written_out(relations: Relations) -> Iterable[str]:
    """Yield German names as people type them without umlauts: "Loewe" for "Löwe"."""
    return (name.casefold().translate(_UMLAUTS) for name in relations.names.get("de", ()))
