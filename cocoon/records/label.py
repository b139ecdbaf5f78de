"""Define a label of an image."""

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
    """A label of an image; only a detector's labels have ``boxes``."""

    name: str
    score: float
    boxes: NotRequired[list[BoxRecord]]


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
    """A class that the model recognized: its name, its score (0 to 1), and from a detector its boxes, best first."""

    name: str
    score: float
    boxes: tuple[BoxedScore, ...] = ()

    def encode(self) -> LabelRecord:
        """Return the form that documents have."""
        record = LabelRecord(name=self.name, score=self.score)
        if self.boxes:
            record["boxes"] = [box.encode() for box in self.boxes]
        return record
