"""Make the documents of many images as a worker would: with a label of the model, and those above it in its taxonomy.

The label follows from an image's number. It has nothing to do with what is on its thumbnail.
"""

import random
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from classify_image.model.broader_scores import BroaderScores
from classify_image.model.description import read_description, read_json
from cocoon.labels.taxonomy_format import parse_taxonomy
from cocoon.records.image_document import ImageDocument, thumbnail_name
from cocoon.records.label import Label
from cocoon.records.message import ImageMessage
from cocoon.records.new_document import Attempt, BlobVersion, labelled

FEW = 300  # images of a folder of their own, to which the tests compare the rest
APART = timedelta(seconds=1)  # between two images, the first of which is the newest
ALL = "animal"  # a label of every image: so it is a search for that, as people search, which finds all of them
KINDS = 60  # different classes, so that each has many images


class Documents:
    """Makes the documents of a container."""

    def __init__(self, container: str, model: Path, until: datetime) -> None:
        """Read a model's folder; the newest image was labelled at ``until``."""
        taxonomy = read_json(model / "taxonomy.json", parse_taxonomy)
        self._classes = (model / "labels.txt").read_text().splitlines()
        self._broader = BroaderScores(taxonomy, self._classes)
        animals = [number for number, name in enumerate(self._classes) if ALL in taxonomy.above(name)]
        self._used = animals[:: len(animals) // KINDS]
        self._model, self._container, self._until = read_description(model / "model.json").name, container, until

    def make(self, number: int, size: tuple[int, int]) -> ImageDocument:
        """Return the document of an image with so many pixels, which has a thumbnail."""
        chance = random.Random(number)  # noqa: S311 - the same in each run
        index, score = chance.choice(self._used), chance.uniform(0.5, 1)
        scores = np.zeros(len(self._classes), np.float32)
        scores[index] = score
        at = self._until - number * APART
        path = f"{'few' if number < FEW else 'rest'}/{number}.jpg"
        document = labelled(
            ImageMessage(self._container, path),
            BlobVersion(f"0x{number:015X}", at, 100_000),
            Attempt((self._model,), "e2e", at),
            [Label(self._classes[index], round(score, 4))],
            size,
            broader=self._broader.labels(scores, add=True),
            seconds=0.03,
        )
        document["thumbnail"] = thumbnail_name(document["_id"], document["etag"])
        return document
