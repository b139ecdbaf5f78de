"""Define the labels of an image."""

from dataclasses import dataclass
from typing import NamedTuple, NotRequired, TypedDict


class BoxRecord(TypedDict):
    """An object that was found: its score, and its box as fractions (0 to 1) of the image's height and width."""

    score: float
    top: float
    left: float
    bottom: float
    right: float


class LabelRecord(TypedDict):
    """A label of an image.

    Only a detector's labels have ``boxes``, and only labels of documents of several models name their model.
    """

    name: str
    score: float
    model: NotRequired[str]
    boxes: NotRequired[list[BoxRecord]]


class BroaderRecord(TypedDict):
    """A broader label of an image: the sum or the greatest of the scores of all classes below it."""

    name: str
    score: float


class BoxedScore(NamedTuple):
    """The box of a found object, as fractions (0 to 1) of the image's height and width, and its score."""

    score: float
    top: float
    left: float
    bottom: float
    right: float

    def encode(self) -> BoxRecord:
        """Return the form that documents have."""
        return BoxRecord(score=self.score, top=self.top, left=self.left, bottom=self.bottom, right=self.right)


@dataclass(frozen=True, slots=True)
class Label:
    """A class that a model recognized: its name, its score (0 to 1), and from a detector its boxes, best first."""

    name: str
    score: float
    boxes: tuple[BoxedScore, ...] = ()
    model: str = ""

    def encode(self, *, with_model: bool = False) -> LabelRecord:
        """Return the form that documents have; only those of several models name the model of each label."""
        record = LabelRecord(name=self.name, score=self.score)
        if with_model:
            record["model"] = self.model
        if self.boxes:
            record["boxes"] = [box.encode() for box in self.boxes]
        return record


@dataclass(frozen=True, slots=True)
class BroaderLabel:
    """A label that is above classes in the taxonomy, and its score (0 to 1)."""

    name: str
    score: float

    def encode(self) -> BroaderRecord:
        """Return the form that documents have."""
        return BroaderRecord(name=self.name, score=self.score)
