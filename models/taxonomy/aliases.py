"""Choose the other names of each label so that none leads to two."""

from collections import Counter
from collections.abc import Iterable, Mapping

from cocoon.labels.names import normalise

Words = Mapping[str, Iterable[str]]


def choose_aliases(by_hand: Words, proposed: Words, ambiguous: Iterable[str]) -> dict[str, list[str]]:
    """Return the aliases by the shown name of their label; ``by_hand`` has all names.

    Those by hand are all kept; of the proposed, those that are no name, no alias by hand, not ambiguous, and belong to
    one label only.
    """
    known = {normalise(word) for word in (*by_hand, *ambiguous)}
    known |= {normalise(word) for words in by_hand.values() for word in words}
    proposals = {name: {normalise(word): word for word in words} for name, words in proposed.items()}
    count = Counter(word for words in proposals.values() for word in words)
    chosen = {name: {*words} for name, words in by_hand.items()}
    for name, words in proposals.items():
        chosen[name] |= {word for key, word in words.items() if key not in known and count[key] == 1}
    return {name: sorted(words, key=lambda word: (word.casefold(), word)) for name, words in chosen.items()}
