"""Complete a text with words of paths, and with folders (pure)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cocoon.labels.path_words import words_of, words_of_path
from cocoon.records.search_keys import folders_of

MOST_NAMES = 3  # phrases, and as many folders


class PathNames:
    """The words of paths, and the words of each folder's own name.

    :ivar words: of each path.
    :ivar folders: of each path.
    :ivar names: the words of each folder's own name.
    """

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self.words: list[frozenset[str]] = []
        self.folders: list[Sequence[str]] = []
        self.names: dict[str, Sequence[str]] = {}
        for path in paths:
            self.words.append(frozenset(words_of_path(path)))
            self.folders.append(folders_of(path))
        for folder in {folder for folders in self.folders for folder in folders}:
            self.names[folder] = words_of_path(folder.rstrip("/").rpartition("/")[2])


def complete_names(text: str, paths: PathNames) -> list[str]:
    """Return the phrases that complete a text by words which one path has together: itself, then the most frequent."""
    *first, last = words_of(text) or ("",)
    if not last:
        return []
    before, found = frozenset(first), Counter[str]()
    for words in paths.words:
        if before <= words:
            found.update(word for word in words - before if word.startswith(last))
    exact = [last] if last in found else []
    completed = dict.fromkeys([*exact, *_most(found)])
    return [" ".join([*first, word]) for word in completed][:MOST_NAMES]


def complete_folders(text: str, paths: PathNames) -> list[str]:
    """Return the folders whose own name has all words of a text, the last one completed; the most frequent first."""
    *first, last = words_of(text) or ("",)
    if not last:
        return []
    fits = {folder for folder, words in paths.names.items() if {*first} <= {*words} and _has(words, last)}
    return _most(Counter(folder for folders in paths.folders for folder in folders if folder in fits))


def _has(words: Sequence[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


def _most(found: Counter[str]) -> list[str]:
    return sorted(found, key=lambda each: (-found[each], each))[:MOST_NAMES]
