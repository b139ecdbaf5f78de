"""Compute the field that orders images by a label's score: ``ranks.<key>`` of a document (pure).

One plain field serves the best-first order, a minimum score and the end of a page: below a wildcard, Cosmos DB RU can
index nothing better.
"""

from cocoon.labels.names import normalise

ID_LENGTH = 16  # characters, 64 bits: no two images of one score will share them


def score_key(name: str) -> str:
    """Return the key of a label in a document's ``ranks``."""
    return field_key(normalise(name))


def field_key(text: str) -> str:
    """Return a text as the name of a field.

    MongoDB gives "." and a leading "$" a meaning of their own in field names, so both become their full-width forms.
    """
    key = text.replace(".", "\uff0e")
    return "\uff04" + key[1:] if key.startswith("$") else key


def label_of_key(key: str) -> str:
    """Return the text, such as a label (normalised), of the name of a field."""
    name = key.replace("\uff0e", ".")
    return "$" + name[1:] if name.startswith("\uff04") else name


def rank(score: float, document_id: str) -> str:
    """Return a string that sorts like the score; the first half of the document's id orders equal scores."""
    return f"{score:.9f}/{document_id[:ID_LENGTH]}"


def lowest_rank(score: float) -> str:
    """Return a string that sorts before every rank of this score and after those of lower scores."""
    return f"{score:.9f}"


def rank_score(rank: str) -> str:
    """Return the part of a rank that is the score, as text."""
    return rank.partition("/")[0]
