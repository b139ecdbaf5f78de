"""Choose the common nouns of WordNet, each with the one meaning that people have in mind (pure)."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from models.taxonomy.narrower.lexicon import Lexicon, Sense
from models.taxonomy.wordnet import Synset

# SCOWL's lists go from 10, the most common words, to 70 and above.
SINGLE_WORD, COMPOUNDS_WORD = 50, 35
# Of people, there are words for everything that they do and are; few of the rare ones are for what a picture shows.
PERSON = 40
# A very common word that was never counted in the sense means something else.
MANY_SENSES = 20
_PLAIN = re.compile(r"[a-z]+(?:[ '-][a-z]+)*")
_OFFENSIVE = re.compile(r"slur|offensive|disparag|derogat|obscen|vulgar|pejorat|insult|contempt", re.IGNORECASE)
_COMPOUND = 2


class CommonNouns:
    """Chooses words by how common they are.

    :param gives_way: by synset, those of other meanings: a sense below the first gives way to one below those.
    """

    def __init__(
        self, lexicon: Lexicon, synsets: Mapping[str, Synset], gives_way: Mapping[str, Collection[str]]
    ) -> None:
        self._lexicon, self._synsets = lexicon, synsets
        self._gives_way = [(_below(synsets, [each]), _below(synsets, others)) for each, others in gives_way.items()]
        self._people, self._living = _below(synsets, ["person.n.01"]), _below(synsets, ["organism.n.01"])
        self._in_glosses = _pairs(synset.gloss for synset in synsets.values())

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield common nouns with the name of the synset of their most frequent sense."""
        for word, senses in self._lexicon.nouns.items():
            if _PLAIN.fullmatch(word) and (sense := self._sense(word, senses)) and self._is_common(word, sense):
                yield word, sense.synset

    def _sense(self, word: str, senses: Sequence[Sense]) -> Sense | None:
        sense = self._meant(senses)
        if 2 * sense.times < self._lexicon.other_counts.get(word, 0):
            return None
        synset = self._synsets[sense.synset]
        return sense if word in synset.words and not _OFFENSIVE.search(synset.gloss) else None  # no capitals there

    def _meant(self, senses: Sequence[Sense]) -> Sense:
        for these, others in self._gives_way:
            if senses[0].synset in these and (better := [sense for sense in senses if sense.synset in others]):
                return better[0]
        return senses[0]

    def _is_common(self, word: str, sense: Sense) -> bool:
        parts = re.split("[ -]", word)
        size = max(self._lexicon.sizes.get(part, 100) for part in parts)
        if len(parts) == 1:
            most = PERSON if sense.synset in self._people else SINGLE_WORD
            return size <= most and (sense.times > 0 or size > MANY_SENSES)
        if len(parts) != _COMPOUND or size > COMPOUNDS_WORD:
            return False
        needed = 2 - (sense.times > 0) - self._is_a_kind_of(parts[-1], sense)
        return self._in_glosses[" ".join(parts)] >= needed

    def _is_a_kind_of(self, head: str, sense: Sense) -> bool:
        """Return whether a compound is what its last word says, as an apple pie is a pie; of plants, too many are."""
        if sense.synset in self._living:
            return False
        level = {sense.synset}
        while level and not any(head in self._synsets[each].words for each in level):
            level = {up for each in level for up in self._synsets[each].above}
        return bool(level)


def _below(synsets: Mapping[str, Synset], tops: Collection[str]) -> set[str]:
    lower: dict[str, list[str]] = {}
    for synset in synsets.values():
        for above in synset.above:
            lower.setdefault(above, []).append(synset.name)
    found: set[str] = set()
    left = [*tops]
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += lower.get(each, ())
    return found


def _pairs(glosses: Iterable[str]) -> Counter[str]:
    """Return how many glosses have two words that follow each other; the second is in the singular, too."""
    count: Counter[str] = Counter()
    for gloss in glosses:
        words = re.findall(r"[a-z']+|[^a-z' -]", gloss)
        pairs = {f"{first} {second}" for first, second in pairwise(words)}
        count.update(pairs | {pair.removesuffix("s") for pair in pairs})
    return count
