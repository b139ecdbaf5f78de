"""A label, and the form of its name that searches compare."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """What the model sees: a class name and its score, 0 to 1."""

    name: str
    score: float


def normalise(name: str) -> str:
    """Return a label's name as it is searched: lower case, with single spaces for ``_``, ``-`` and white space."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def score_key(name: str) -> str:
    """Return the field of a document's ``scores`` that holds a label's score.

    MongoDB gives "." and a leading "$" a meaning of their own in field names, so they are
    replaced by their full-width forms.
    """
    key = normalise(name).replace(".", "\uff0e")
    return "\uff04" + key[1:] if key.startswith("$") else key
