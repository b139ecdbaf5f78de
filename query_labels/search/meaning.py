"""Find the label that a word means."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from query_labels.search.vocabulary import Vocabulary
from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Thesaurus
from query_labels.thesaurus.word_forms import bare, other_numbers, singulars

Because = Literal["plural", "synonym", "translation", "narrower", "path"]


class Meaning(NamedTuple):
    """A label (normalised), and why it is meant; None for the word itself."""

    label: str
    because: Because | None = None


async def look_up(word: str, vocabulary: Vocabulary, source: ThesaurusSource) -> Meaning | None:
    """Return the label that a word (normalised) means or leads to; narrower words are read only if it needs them."""
    thesaurus = await source.thesaurus()
    meaning = find_meaning(word, vocabulary, thesaurus)
    return meaning or find_distant_meaning(word, await source.narrower(), thesaurus)


def find_meaning(word: str, vocabulary: Vocabulary, thesaurus: Thesaurus) -> Meaning | None:
    """Return the label that a word (normalised) means at once: itself, a synonym, or another number of a label."""
    for form in dict.fromkeys((word, bare(word))):
        if form in vocabulary or form in thesaurus:
            return Meaning(form, None if form == word else "synonym")
        if label := thesaurus.synonym(form):
            return Meaning(label, "synonym")
    forms = [*other_numbers(bare(word))]
    # A label that images have comes before one that only the thesaurus knows.
    for known in (vocabulary, thesaurus):
        if label := next((form for form in forms if form in known), None):
            return Meaning(label, "plural")
    return None


def find_distant_meaning(word: str, narrower: Mapping[str, str], thesaurus: Thesaurus) -> Meaning | None:
    """Return the label that a word (normalised) leads to, if it means none at once.

    English words come before names in other languages, and exact forms before others.
    """
    for form in dict.fromkeys((word, bare(word))):
        if form in narrower:
            return Meaning(narrower[form], "narrower")
    for form in singulars(bare(word)):
        if label := thesaurus.synonym(form):
            return Meaning(label, "synonym")
        if form in narrower:
            return Meaning(narrower[form], "narrower")
    for form in dict.fromkeys((word, bare(word))):
        if label := thesaurus.translation(form) or thesaurus.translation_without_accents(form):
            return Meaning(label, "translation")
    return None
