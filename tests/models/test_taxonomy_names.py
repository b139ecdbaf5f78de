"""Every label that people type has names in four languages, and each name leads to one label."""

import unicodedata
from collections.abc import Iterator, Mapping

import pytest

from cocoon.labels.names import normalise
from models.taxonomy.source import read_source
from tests.kits.taxonomies import CLASSES, LABELS, MODELS, shown

LANGUAGES = "de", "fr", "es", "it"
NAMES = read_source().names
# Words that may stay names of two labels, each with the reason.
ALLOWED: Mapping[str, str] = {}


def fold(word: str) -> str:
    """Return a word without case and accents, as a search compares it."""
    return "".join(each for each in unicodedata.normalize("NFD", normalise(word)) if not unicodedata.combining(each))


def expected() -> set[str]:
    """Return the shown names of the broader labels, of classes that are above others, and of COCO's classes."""
    above = {key for label in LABELS["imagenet"].values() for key in label.get("parents", ())}
    broader = (LABELS["imagenet"].keys() - {*CLASSES["imagenet"]}) | above
    return {shown("imagenet", key) for key in broader} | {shown("coco", key) for key in LABELS["coco"]}


def english() -> Iterator[tuple[str, str]]:
    """Yield each English name and alias with the shown name of its label."""
    for model in MODELS:
        for key, label in LABELS[model].items():
            for word in (shown(model, key), *label.get("aliases", ())):
                yield fold(word), shown(model, key)


def test_the_labels_that_people_type_have_names() -> None:
    assert expected() - NAMES.keys() == set()


def test_names_are_of_labels() -> None:
    assert NAMES.keys() - {shown(model, key) for model in MODELS for key in LABELS[model]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_each_language_leads_to_the_label(language: str) -> None:
    leads = dict(english())
    unreached = [
        label
        for label, names in NAMES.items()
        if all(leads.get(fold(name), label) != label for name in names.get(language, ()))
    ]
    assert unreached == []


def test_no_name_is_there_twice() -> None:
    assert [names for label in NAMES.values() for names in label.values() if len({*names}) < len(names)] == []


def test_a_word_is_a_name_of_one_label() -> None:
    owners: dict[str, set[str]] = {}
    for label, names in NAMES.items():
        for name in (each for names_of_one in names.values() for each in names_of_one):
            owners.setdefault(fold(name), set()).add(label)
    assert {word: labels for word, labels in owners.items() if len(labels) > 1}.keys() == ALLOWED.keys()
