"""Label pictures as a worker does, and find by words what a search finds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from classify_image.model.folder import Model
from classify_image.model.outputs import LabelReader
from classify_image.vision.recognizer import Recognizer
from cocoon.labels.names import normalise
from cocoon.labels.narrower_words import labels_of_words, parse_words
from cocoon.labels.taxonomy import Taxonomy
from cocoon.settings.app_settings import Settings
from query_labels.search.meaning import Meaning, find_distant_meaning, find_meaning
from query_labels.thesaurus.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class PictureLabels:
    """The names (normalised) of a picture's labels and broader labels, and the score of the best."""

    names: frozenset[str]
    best: float


def without_taxonomy(model: Model) -> Model:
    """Return a model whose labels have nothing above them and keep the classes' own names."""
    return replace(model, taxonomy=Taxonomy(), reader=LabelReader(model.description, model.labels, Taxonomy()))


def label_pictures(models: Sequence[Model], settings: Settings, paths: Mapping[str, Path]) -> dict[str, PictureLabels]:
    """Return the labels of each picture."""
    recognizer = Recognizer(models, settings)

    def look_at(path: Path) -> PictureLabels:
        labels, broader = recognizer.recognize(recognizer.open(path.read_bytes())).labels
        scores = [(label.name, label.score) for label in labels] + [(label.name, label.score) for label in broader]
        return PictureLabels(
            frozenset(normalise(name) for name, _ in scores), max((score for _, score in scores), default=0.0)
        )

    return {name: look_at(path) for name, path in paths.items()}


def meaning_of_each(words: Iterable[str], folders: Sequence[Path], models: Sequence[Model]) -> dict[str, Meaning]:
    """Return what a search takes each word for; a word that leads nowhere stands for itself."""
    thesaurus = Thesaurus(model.taxonomy for model in models)
    narrower: dict[str, str] = {}
    for folder, model in zip(folders, models, strict=True):
        if model.taxonomy.labels and (file := folder / "words.json").exists():
            narrower = labels_of_words(parse_words(json.loads(file.read_text("utf-8"))), model.taxonomy) | narrower

    def meaning(word: str) -> Meaning:
        found = find_meaning(word, {}, thesaurus) or find_distant_meaning(word, narrower, thesaurus)
        return found or Meaning(word)

    return {word: meaning(word) for word in words}
