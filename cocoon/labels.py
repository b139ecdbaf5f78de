"""A label, and the form of its name that searches compare."""

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple


class BoxedScore(NamedTuple):
    """Where something was found, as fractions (0 to 1) of the image's height and width, and with what score."""

    score: float
    top: float
    left: float
    bottom: float
    right: float


@dataclass(frozen=True, slots=True)
class Label:
    """What the model sees: a class name, its score (0 to 1), and from a detector its boxes, best first."""

    name: str
    score: float
    boxes: tuple[BoxedScore, ...] = ()

    def encode(self) -> dict[str, Any]:
        """Return the label as it stands in a document."""
        if not self.boxes:
            return {"name": self.name, "score": self.score}
        return asdict(self) | {"boxes": [box._asdict() for box in self.boxes]}


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


def rank(score: float, document_id: str) -> str:
    """Return a text that sorts as the score does, and is unique: equal scores are told apart by the document's id.

    One plain field then serves the best-first order, a minimum score and the place where a page
    ended: Cosmos DB RU can index nothing better below a wildcard.
    """
    return f"{score:.9f}/{document_id}"


def lowest_rank(score: float) -> str:
    """Return what sorts before every rank of a score, and behind those of lower ones."""
    return f"{score:.9f}"
