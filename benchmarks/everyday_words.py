"""Judge what words find, against the true words of each picture (pure, but for ``read_words``).

``words.json`` gives the words of each picture by its path: ``{"animals/kitten.jpg": ["cat", "animal", "tree?"]}``. A
word with a question mark is true of the picture as well, but nobody expects to find the picture by it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cocoon.labels.names import normalise


@dataclass(frozen=True, slots=True)
class TrueWords:
    """The words that should find a picture, and all that may."""

    expected: frozenset[str]
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class WordFigures:
    """What one word finds: paths of pictures."""

    word: str
    right: tuple[str, ...]
    missed: tuple[str, ...]  # it should have found them
    wrong: tuple[str, ...]


def read_words(path: Path) -> dict[str, TrueWords]:
    """Read ``words.json``."""
    return {picture: true_words(words) for picture, words in json.loads(path.read_text()).items()}


def true_words(words: Iterable[str]) -> TrueWords:
    """Tell the expected words from those with a question mark."""
    given = list(words)
    return TrueWords(
        frozenset(normalise(word) for word in given if not word.endswith("?")),
        frozenset(normalise(word.removesuffix("?")) for word in given),
    )


def judge(found: Mapping[str, frozenset[str]], truth: Mapping[str, TrueWords]) -> list[WordFigures]:
    """Ask for each word that is true of any picture; say which pictures it finds rightly, wrongly or not.

    :param found: the words by which each picture is found.
    """
    everyday = sorted(frozenset[str]().union(*(each.allowed for each in truth.values())))
    return [
        WordFigures(
            word,
            tuple(path for path, each in truth.items() if word in each.allowed and word in found[path]),
            tuple(path for path, each in truth.items() if word in each.expected and word not in found[path]),
            tuple(path for path, each in truth.items() if word not in each.allowed and word in found[path]),
        )
        for word in everyday
    ]


def precision(figures: Iterable[WordFigures]) -> float:
    """Return the share of the pictures found by everyday words of which the word is true."""
    every = list(figures)
    right, wrong = (sum(len(getattr(each, kind)) for each in every) for kind in ("right", "wrong"))
    return right / (right + wrong) if right + wrong else 0.0


def recall(found: Mapping[str, frozenset[str]], truth: Mapping[str, TrueWords]) -> float:
    """Return the share of the expected words that find their picture."""
    expected = sum(len(each.expected) for each in truth.values())
    return sum(len(each.expected & found[path]) for path, each in truth.items()) / expected
