"""Measure which pictures everyday words find: ``make bench NAME=labels``, or with ``IMAGES=folder``.

The folder has ``words.json``, the true words of each picture; by default it is the samples. For each model, and for all
together, with the taxonomy and without: coverage (the share of the pictures with a confident label), precision and
recall of everyday words. Precision leaves out narrower words: a search for "clown" says that it shows persons.
``MODEL_PATH`` names other models. The last line is JSON.
"""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.everyday_words import TrueWords, WordFigures, judge, precision, read_words, recall
from benchmarks.photographs import SAMPLES
from benchmarks.picture_labels import PictureLabels, label_pictures, meaning_of_each, without_taxonomy
from classify_image.model.folder import Model, load_all
from cocoon.settings.app_settings import from_environment
from local.configuration import TEMPLATE
from local.host.app_settings import read_values
from query_labels.search.meaning import Meaning

CONFIDENT = 0.5
WORST, NAMED = 20, 3  # words in the table, and pictures named for each


def main() -> None:
    """Measure and print; the last line is JSON."""
    images = Path(os.environ.get("IMAGES") or SAMPLES)
    words = images / "words.json"
    truth = read_words(words if words.exists() else images.parent / "words.json")
    environment = read_values(TEMPLATE) | {name: os.environ[name] for name in ("MODEL_PATH",) if name in os.environ}
    settings = from_environment(environment)
    folders, models = settings.model_paths, load_all(settings.model_paths, 1)
    paths = {name: images / name for name in truth}
    table = Table("Labels", "Coverage", "Precision", "Recall", title=f"{len(truth)} pictures, everyday words")
    report: dict[str, object] = {"images": len(truth)}
    figures: Sequence[WordFigures] = ()

    def add(name: str, of: Sequence[Path], by: Sequence[Model]) -> Sequence[WordFigures]:
        pictures = label_pictures(by, settings, paths)
        row, figures = _measure(pictures, truth, meaning_of_each(_words(truth), of, by))
        report[name] = row
        table.add_row(name, *(f"{value:.3f}" for value in row.values()))
        return figures

    sets = [([folder], [model]) for folder, model in zip(folders, models, strict=True)]
    for of, by in [*sets, (list(folders), list(models))] if len(models) > 1 else sets:
        name = " + ".join(folder.name for folder in of)
        add(f"{name}, without taxonomy", of, [without_taxonomy(model) for model in by])
        figures = add(f"{name}, with taxonomy", of, by)
    console = Console(width=120)
    console.print(table)
    console.print(_worst(figures))
    print(json.dumps(report))


def _words(truth: dict[str, TrueWords]) -> Iterable[str]:
    return {word for each in truth.values() for word in each.allowed}


def _measure(
    pictures: dict[str, PictureLabels], truth: dict[str, TrueWords], meanings: dict[str, Meaning]
) -> tuple[dict[str, float], Sequence[WordFigures]]:
    found = {
        path: frozenset(word for word, meaning in meanings.items() if meaning.label in each.names)
        for path, each in pictures.items()
    }
    figures = [each for each in judge(found, truth) if meanings[each.word].because != "narrower"]
    sure = sum(each.best >= CONFIDENT for each in pictures.values())
    row = {
        "coverage": round(sure / len(truth), 3),
        "precision": round(precision(figures), 3),
        "recall": round(recall(found, truth), 3),
    }
    return row, figures


def _worst(figures: Sequence[WordFigures]) -> Table:
    """Return the words with the most wrong and missed pictures, with all models and the taxonomy."""
    table = Table("Word", "Right", "Missed", "Wrong", "Wrong pictures", title="The worst words")
    for each in sorted(figures, key=lambda each: (-len(each.wrong), -len(each.missed)))[:WORST]:
        counts = (f"{len(kind)}" for kind in (each.right, each.missed, each.wrong))
        table.add_row(each.word, *counts, ", ".join(Path(path).stem for path in each.wrong[:NAMED]))
    return table


if __name__ == "__main__":
    main()
