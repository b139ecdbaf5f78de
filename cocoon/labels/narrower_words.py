"""Read a ``words.json``: narrower words that are no labels, and the label that each leads to (pure)."""

from collections.abc import Mapping

from cocoon.labels.names import normalise
from cocoon.labels.taxonomy import Taxonomy


def parse_words(content: object) -> Mapping[str, tuple[str, ...]]:
    """Return the words by the key of their label.

    :raises ValueError: naming the label and what is allowed.
    """
    words = content.get("words") if isinstance(content, dict) else None
    if not isinstance(words, dict):
        raise ValueError("it must be an object with the field words, an object")  # noqa: TRY004 - one kind of error
    for key, narrower in words.items():
        if not isinstance(narrower, list) or not all(isinstance(word, str) and normalise(word) for word in narrower):
            raise ValueError(f"words.{key} is {narrower!r}; it must be a list of non-empty strings")
    return {key: tuple(narrower) for key, narrower in words.items()}


def expect_labels(words: Mapping[str, tuple[str, ...]], taxonomy: Taxonomy) -> None:
    """Check words against the taxonomy of the same model.

    :raises ValueError: if a word leads to no label.
    """
    if unknown := next((key for key in words if key not in taxonomy.labels), None):
        raise ValueError(f"words.{unknown} is no label of taxonomy.json")


def labels_of_words(words: Mapping[str, tuple[str, ...]], taxonomy: Taxonomy) -> dict[str, str]:
    """Return the label (normalised) of each word (normalised); the first one of a word that several labels have."""
    found: dict[str, str] = {}
    for key, narrower in words.items():
        for word in narrower:
            found.setdefault(normalise(word), normalise(taxonomy[key].name))
    return found
