"""Suggest known labels for a word that leads nowhere (pure)."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from query_labels.thesaurus.thesaurus import Thesaurus
from query_labels.thesaurus.word_forms import other_numbers, tails

MOST_SUGGESTIONS, ALIKE = 5, 0.75
MOST_COMPARED = 5000  # of the most frequent names, which takes some 50 ms

Vocabulary = Mapping[str, int]  # the number of images by normalised name, most frequent first


def suggestions(name: str, vocabulary: Vocabulary, thesaurus: Thesaurus) -> list[str]:
    """Return labels that images have, closest to a name: those above it, those with its words, then similar ones."""
    if name in vocabulary:
        return []
    parents = thesaurus.above(name)
    ends = [form for end in tails(name) for form in (end, thesaurus.synonym(end), *other_numbers(end)) if form]
    above = [known for known in vocabulary if known in parents]
    tail = [form for form in ends if form in vocabulary]
    forms = "|".join(map(re.escape, dict.fromkeys((name, *other_numbers(name)))))
    with_word = filter(re.compile(rf"\b(?:{forms})\b").search, vocabulary)
    alike = get_close_matches(name, list(vocabulary)[:MOST_COMPARED], MOST_SUGGESTIONS, ALIKE)
    return list(dict.fromkeys([*above, *tail, *with_word, *alike]))[:MOST_SUGGESTIONS]
