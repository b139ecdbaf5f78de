"""Make documents as the app writes them; each follows from its number, so that several processes can share the work."""

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate, islice, product

from cocoon.errors import PermanentError
from cocoon.records.failure_codes import BLOB_EMPTY, NOT_AN_IMAGE
from cocoon.records.image_document import ImageDocument
from cocoon.records.label import BroaderLabel, Label
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, failed, labelled

CONTAINER, WRITTEN = "images", "written/"  # the latter is the folder of images that are written while measuring
NAMES, BROADER, WORDS = 1000, 200, 2000
LABELS_EACH, BROADER_EACH = 5, 10
IN_ALBUM = 500  # images of a folder below a year's, on average
FAILED, EMPTY, IN_NO_FOLDER, OLD_MODEL = 0.01, 0.001, 0.01, 0.001  # shares of the images
YEARS = range(2019, 2027)
APART = timedelta(milliseconds=10)  # between the classifications of two images
DETECTOR, CLASSIFIER, OLD_CLASSIFIER = ModelName("objects", "1"), ModelName("things", "2"), ModelName("things", "1")


@dataclass(frozen=True, slots=True)
class Sample:
    """Documents of a number of images, the last of which was classified at ``until`` (UTC)."""

    size: int
    until: datetime

    @property
    def albums(self) -> int:
        """The number of folders below each year's."""
        return max(1, self.size // (IN_ALBUM * len(YEARS)))

    def at(self, number: int) -> datetime:
        """Return when an image was classified."""
        return self.until - APART * (self.size - number)

    def document(self, number: int) -> ImageDocument:
        """Return the document of an image."""
        chance = random.Random(number)  # noqa: S311 - the same in each run
        return _document(self.path(number, chance), self.at(number), chance)

    def path(self, number: int, chance: random.Random | None = None) -> str:
        """Return the path of an image."""
        chance = chance or random.Random(number)  # noqa: S311 - the same in each run
        if chance.random() < IN_NO_FOLDER:
            return f"IMG_{number:08}.jpg"
        folder = f"{chance.choice(YEARS)}/album {chance.randrange(self.albums)}"
        first, second = (word(draw(chance, _weights(WORDS))) for _ in range(2))
        return f"{folder}/{first}-{second}-{number:08}.jpg"

    def written(self, path: str, number: int) -> ImageDocument:
        """Return the document of an image that is written while measuring; its labels follow from a number."""
        return _document(path, self.at(number), random.Random(number))  # noqa: S311 - as above


def name(number: int) -> str:
    """Return a label; the lower its number, the more frequent it is."""
    return f"label {number}"


def broader_name(number: int) -> str:
    """Return a broader label; the lower its number, the more frequent it is."""
    return f"kind {number}"


def word(number: int) -> str:
    """Return a word of paths; the lower its number, the more frequent it is."""
    return _words()[number]


def draw(chance: random.Random, weights: Sequence[float]) -> int:
    """Return a number by Zipf's law."""
    return bisect(weights, chance.random() * weights[-1])


def _document(path: str, at: datetime, chance: random.Random) -> ImageDocument:
    classifier = OLD_CLASSIFIER if chance.random() < OLD_MODEL else CLASSIFIER
    message, attempt = ImageMessage(CONTAINER, path), Attempt((classifier, DETECTOR), "bench", at)
    version = BlobVersion(f"0x{chance.getrandbits(60):015X}", at, 100_000 + chance.randrange(100_000))
    fate = chance.random()
    if fate < FAILED:
        code = BLOB_EMPTY if fate < EMPTY else NOT_AN_IMAGE
        return failed(message, version, attempt, PermanentError(code, "The blob is not an image that can be read."))
    labels = [
        Label(name(number), score, model=classifier.name) for number, score in _scores(chance, NAMES, LABELS_EACH)
    ]
    broader = [BroaderLabel(broader_name(number), score) for number, score in _scores(chance, BROADER, BROADER_EACH)]
    return labelled(message, version, attempt, labels, (640, 480), broader=broader, seconds=0.03)


def _scores(chance: random.Random, names: int, each: int) -> list[tuple[int, float]]:
    """Return different labels, and the score of each, best first."""
    numbers: set[int] = set()
    while len(numbers) < each:
        numbers.add(draw(chance, _weights(names)))
    return sorted(((number, chance.random()) for number in numbers), key=lambda each: -each[1])


@cache
def _weights(count: int) -> Sequence[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


@cache
def _words() -> Sequence[str]:
    syllables = [consonant + vowel for consonant, vowel in product("bdfgklmnprstvz", "aeiou")]
    return ["".join(each) for each in islice(product(syllables, repeat=3), 0, None, 97)][:WORDS]
