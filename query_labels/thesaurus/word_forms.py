"""Make other forms of what people type (pure). A form counts only if it leads to a known word."""

import unicodedata
from collections.abc import Iterator

_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"))
_IRREGULAR = (
    ("children", "child"),
    ("people", "person"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("oxen", "ox"),
    ("dice", "die"),
    ("cacti", "cactus"),
    ("fungi", "fungus"),
    ("octopi", "octopus"),
)
_ARTICLES = frozenset(("a", "an", "the", "my", "our", "some", "ein", "eine", "un", "une", "una", "uno", "il", "el"))
_SHORTEST_PLURAL = 5  # letters of a path's word; shorter ones are too often other words: news, james


def singulars(word: str) -> Iterator[str]:
    """Yield what may be the singular of a word or of a phrase's last word."""
    for plural, singular in (*_IRREGULAR, *_ENDINGS):
        if word.endswith(plural) and word != "s":
            yield word.removesuffix(plural) + singular


def other_numbers(word: str) -> Iterator[str]:
    """Yield what may be the singular or the plural of a word or of a phrase's last word."""
    yield from singulars(word)
    for plural, singular in (*_IRREGULAR, *_ENDINGS):
        if word.endswith(singular):
            yield word.removesuffix(singular) + plural


def forms_in_paths(word: str) -> Iterator[str]:
    """Yield a word and its other number by the letter s alone: most words of paths are known to nobody."""
    yield word
    if len(word) >= _SHORTEST_PLURAL:
        yield word.removesuffix("s") if word.endswith("s") else f"{word}s"


def bare(phrase: str) -> str:
    """Return a phrase (normalised) without punctuation around it, a possessive s, and an article."""
    words = unicodedata.normalize("NFKC", phrase).strip("!?.,;:\"'#()[]„“”«»…").split()
    words = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    return " ".join(words).removesuffix("'s").removesuffix("\u2019s")


def tails(phrase: str) -> Iterator[str]:
    """Yield the ends of a phrase of several words, the longest first: "golden puppy" has "puppy"."""
    words = phrase.split()
    yield from (" ".join(words[start:]) for start in range(1, len(words)))
