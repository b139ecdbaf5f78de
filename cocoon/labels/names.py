"""Normalise label names to the form that searches compare (pure)."""


def normalise(name: str) -> str:
    """Return a label's name in lower case, with single spaces for ``_``, ``-`` and white space."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
