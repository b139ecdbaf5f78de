"""Find the known label names for what people wrote (pure)."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

MOST_SUGGESTIONS, ALIKE = 5, 0.75
MOST_COMPARED = 5000  # of the most frequent names, which takes some 50 ms
# A rule applies only if it leads to a known name, so a rule that is wrong for a word does no harm.
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"))

Vocabulary = Mapping[str, int]  # the number of images by normalised name, most frequent first


def known_name(name: str, vocabulary: Vocabulary) -> str:
    """Return a name if it is known, otherwise its known singular or plural, otherwise the name itself."""
    if name in vocabulary:
        return name
    return next((other for other in _other_numbers(name) if other in vocabulary), name)


def suggestions(name: str, vocabulary: Vocabulary) -> list[str]:
    """Return the known names closest to an unknown one: those with its words first, then similar ones."""
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
