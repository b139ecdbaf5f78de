"""Take the words of an image's path, by which it can be found (pure)."""

import re
import unicodedata
from collections.abc import Iterator

from cocoon.labels.names import fold
from cocoon.selection.selection import IMAGE_EXTENSIONS

MOST_WORDS, LONGEST = 32, 64  # words of a path; characters of a word
_EXTENSION = re.compile(rf"(?:{'|'.join(re.escape(each) for each in IMAGE_EXTENSIONS.split(','))})$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"\d+|[^\W\d_]+")
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def words_of_path(path: str) -> list[str]:
    """Return the words of a path, sorted: "2024/EiffelTower1.jpg" has 2024, eiffel, eiffeltower1, tower.

    A word that is written as one of several counts whole, and each of its parts counts, too.
    """
    words = dict.fromkeys(filter(_is_useful, _words_and_parts(path)))
    return sorted([*words][-MOST_WORDS:])  # the last are the file's own; the first folders are shared by many


def words_of(text: str) -> list[str]:
    """Return the words of a text as paths' words are compared: without accents, case, and an image's extension."""
    return [word for word in _WORD.findall(without_accents(_EXTENSION.sub("", text))) if _is_useful(word)]


def without_accents(text: str) -> str:
    """Return a text, normalised, without the accents of its letters: "Café" as "cafe"."""
    decomposed = unicodedata.normalize("NFKD", fold(text))
    return fold("".join(each for each in decomposed if not unicodedata.combining(each)))


def _words_and_parts(path: str) -> Iterator[str]:
    for word in _WORD.findall(unicodedata.normalize("NFC", _EXTENSION.sub("", path))):
        yield from words_of(word)
        yield from (each for part in _PART.findall(_CAMEL_CASE.sub(" ", word)) for each in words_of(part))


def _is_useful(word: str) -> bool:
    return len(word) <= LONGEST and not (len(word) == 1 and word.isascii())
