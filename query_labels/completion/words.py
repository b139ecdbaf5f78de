"""Complete a text with labels, and with the words that lead to one (pure)."""

from collections.abc import Iterator, Sequence
from typing import TypedDict

from cocoon.labels.path_words import without_accents
from query_labels.completion.other_words import OtherWord
from query_labels.search.meaning import Because, Meaning
from query_labels.search.vocabulary import Vocabulary

# "as" is a keyword of Python.
Completion = TypedDict("Completion", {"word": str, "as": str, "because": Because | None, "images": int})
Completion.__doc__ = "A word that completes a text, the label that it means, and the number of images that have that."


def complete(
    text: str, meaning: Meaning | None, vocabulary: Vocabulary, others: Sequence[OtherWord], limit: int
) -> list[Completion]:
    """Return the words that complete a text (normalised): first the text itself, if it means a label.

    Then come labels that begin with it, those in which a later word does, and other words: English ones first, the
    shortest first, which are mostly the most common. Each label comes once, and only if images have it; what the text
    itself means comes anyway, so that nothing else is taken for it.

    :param meaning: what the text means; None if nothing.
    :param vocabulary: the number of images by label, the most frequent first.
    """
    found: dict[str, Completion] = {}
    for word, label, because in _candidates(text, meaning, vocabulary, others):
        if len(found) == limit:
            break
        images = vocabulary.get(label, 0)
        found.setdefault(label, Completion({"word": word, "as": label, "because": because, "images": images}))
    return list(found.values())


def _candidates(
    text: str, meaning: Meaning | None, vocabulary: Vocabulary, others: Sequence[OtherWord]
) -> Iterator[tuple[str, str, Because | None]]:
    if meaning:
        yield text, meaning.label, meaning.because
    plain = without_accents(text)
    if text and not plain:  # an accent alone
        return
    yield from ((name, name, None) for name in vocabulary if name.startswith((text, plain)))
    yield from ((name, name, None) for name in vocabulary if f" {text}" in name or f" {plain}" in name)
    leading = [each for each in others if each.plain.startswith(plain) and each.label in vocabulary]
    for each in sorted(leading, key=lambda each: (each.because == "translation", len(each.word), each.word)):
        yield each.word, each.label, each.because
