"""Complete a text with words of paths, and with folders (pure)."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cocoon.labels.path_words import words_of, words_of_path
from cocoon.records.search_keys import folders_of

MOST_NAMES = 3  # phrases, and as many folders


class NamedPath(NamedTuple):
    """A path, and its words."""

    path: str
    words: frozenset[str]

    @classmethod
    def of(cls, path: str) -> "NamedPath":
        """Return a path with its words."""
        return cls(path, frozenset(words_of_path(path)))


def complete_names(text: str, paths: Sequence[NamedPath]) -> list[str]:
    """Return the phrases that complete a text by words which one path has together: itself, then the most frequent."""
    *first, last = words_of(text) or ("",)
    if not last:
        return []
    before, found = frozenset(first), Counter[str]()
    for path in paths:
        if before <= path.words:
            found.update(word for word in path.words - before if word.startswith(last))
    exact = [last] if last in found else []
    words = dict.fromkeys([*exact, *_most(found)])
    return [" ".join([*first, word]) for word in words][:MOST_NAMES]


def complete_folders(text: str, paths: Sequence[NamedPath]) -> list[str]:
    """Return the folders whose own name has all words of a text, the last one completed; the most frequent first."""
    *first, last = words_of(text) or ("",)
    if not last:
        return []
    found = Counter(folder for path in paths if path.words.issuperset(first) for folder in folders_of(path.path))
    names = {folder: words_of_path(folder.rstrip("/").rpartition("/")[2]) for folder in found}
    fits = {folder for folder, words in names.items() if {*first} <= {*words} and _has(words, last)}
    return _most(Counter({folder: count for folder, count in found.items() if folder in fits}))


def _has(words: Sequence[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


def _most(found: Counter[str]) -> list[str]:
    return sorted(found, key=lambda each: (-found[each], each))[:MOST_NAMES]
