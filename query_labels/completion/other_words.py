"""List the words that are no labels and lead to one: synonyms, narrower words, names in other languages."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cocoon.labels.path_words import without_accents
from query_labels.search.meaning import Because
from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class OtherWord:
    """A word (normalised), the label that it leads to and why, and its form without accents."""

    word: str
    label: str
    because: Because
    plain: str


class OtherWords:
    """The words of one source, listed again only when its files have changed."""

    def __init__(self, source: ThesaurusSource) -> None:
        self.source = source
        self._made_of: tuple[object, object] = None, None
        self._words: Sequence[OtherWord] = ()

    async def current(self) -> Sequence[OtherWord]:
        """Return the words."""
        thesaurus, narrower = await self.source.thesaurus(), await self.source.narrower()
        if self._made_of[0] is not thesaurus or self._made_of[1] is not narrower:
            self._words = await asyncio.to_thread(other_words, thesaurus, narrower)
            self._made_of = thesaurus, narrower
        return self._words


def other_words(thesaurus: Thesaurus, narrower: Mapping[str, str]) -> Sequence[OtherWord]:
    """Return each word once, as a search understands it: synonyms come before narrower words and other languages."""
    kinds: Sequence[tuple[Because, Mapping[str, str]]] = (
        ("synonym", thesaurus.synonyms),
        ("narrower", narrower),
        ("translation", thesaurus.translations),
    )
    found: dict[str, OtherWord] = {}
    for because, labels in kinds:
        for word, label in labels.items():
            if word not in thesaurus:
                found.setdefault(word, OtherWord(word, label, because, without_accents(word)))
    return list(found.values())
