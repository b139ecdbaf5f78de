"""Look labels up as people write them, among those that are known (pure)."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

MOST_SUGGESTIONS, ALIKE = 5, 0.75
MOST_COMPARED = 5000  # of the most frequent names, which takes some 50 ms
# Only what makes a known name of another is used, so a rule that is wrong for a word does no harm.
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"))

Vocabulary = Mapping[str, int]  # the number of images by normalised name, most frequent first


def known_name(name: str, vocabulary: Vocabulary) -> str:
    """Return the known singular or plural of a name that is not known itself, else the name."""
    if name in vocabulary:
        return name
    return next((other for other in _other_numbers(name) if other in vocabulary), name)


def suggestions(name: str, vocabulary: Vocabulary) -> list[str]:
    """Return the closest known names to one that is not known: those with its words first, then those alike."""
    if name in vocabulary:
        return []
    forms = [name, *_other_numbers(name)]
    with_word = [known for known in vocabulary if any(re.search(rf"\b{re.escape(form)}\b", known) for form in forms)]
    alike = get_close_matches(name, list(vocabulary)[:MOST_COMPARED], MOST_SUGGESTIONS, ALIKE)
    return list(dict.fromkeys([*with_word, *alike]))[:MOST_SUGGESTIONS]


def _other_numbers(name: str) -> Iterator[str]:
    for plural, singular in _ENDINGS:
        if name.endswith(plural) and len(name) > len(plural):
            yield name.removesuffix(plural) + singular
    for plural, singular in _ENDINGS:
        if name.endswith(singular):
            yield name.removesuffix(singular) + plural
