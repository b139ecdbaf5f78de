"""Normalise label names to the form that searches compare (pure)."""

from functools import lru_cache

MOST_KEPT = 10_000  # names: those of a few models


def fold(text: str) -> str:
    """Return a text in lower case, with single spaces for ``_``, ``-`` and white space."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


@lru_cache(MOST_KEPT)
def normalise(name: str) -> str:
    """Return a label's name as :func:`fold` does; each answer has the same few names many times."""
    return fold(name)
