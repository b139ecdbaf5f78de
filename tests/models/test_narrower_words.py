"""The committed narrower words lead to labels of their model's taxonomy, and to those that people mean."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from cocoon.labels.names import normalise
from models.taxonomy.narrower.files import to_json
from models.taxonomy.narrower.source import read_narrower
from tests.kits.taxonomies import LABELS, MODELS, WORD_FILES

CONTENTS: Mapping[str, Any] = {model: json.loads(path.read_text("utf-8")) for model, path in WORD_FILES.items()}


def words(model: str) -> Mapping[str, Sequence[str]]:
    return dict(CONTENTS[model]["words"])


def leads(model: str) -> dict[str, str]:
    """Return the shown name of each word's label."""
    return {word: LABELS[model][key].get("rename", key) for key, narrower in words(model).items() for word in narrower}


@pytest.mark.parametrize("model", MODELS)
def test_the_file_is_written_one_label_a_line(model: str) -> None:
    assert to_json(CONTENTS[model]) == WORD_FILES[model].read_text("utf-8")
    assert CONTENTS[model]["license"].startswith("WordNet 3.0")


@pytest.mark.parametrize("model", MODELS)
def test_words_lead_to_labels(model: str) -> None:
    assert words(model).keys() <= LABELS[model].keys()


@pytest.mark.parametrize("model", MODELS)
def test_a_word_is_there_once_and_normalised(model: str) -> None:
    all_words = [word for narrower in words(model).values() for word in narrower]
    assert len(all_words) == len({*all_words})
    assert [word for word in all_words if word != normalise(word)] == []


@pytest.mark.parametrize("model", MODELS)
def test_no_word_is_a_label_or_an_alias(model: str) -> None:
    known = {
        normalise(word)
        for key, label in LABELS[model].items()
        for word in (label.get("rename", key), *label.get("aliases", ()))
    }
    assert leads(model).keys() & known == set()


@pytest.mark.parametrize("model", MODELS)
def test_what_is_written_by_hand_is_in_the_file(model: str) -> None:
    narrower, found = read_narrower(), leads(model)
    by_hand = [narrower.words] if model == "imagenet" else [narrower.coco, narrower.words]
    said = {word: name for each in reversed(by_hand) for name, these in each.items() for word in these}
    shown = {label.get("rename", key) for key, label in LABELS[model].items()}
    differing = {word: found[word] for word, name in said.items() if word in found and name in shown - {found[word]}}
    assert differing == {}
    assert {word for word in narrower.removed if word in found and word not in said} == set()


def test_both_files_are_small() -> None:
    assert sum(path.stat().st_size for path in WORD_FILES.values()) < 450_000


EVERYDAY = {
    "person": "woman, man, girl, boy, child, baby, teenager, family, crowd, couple, selfie, doctor, singer",
    "dog": "puppy, mutt, doggo, dachshund",
    "cat": "kitten, tomcat",
    "bird": "sparrow, pigeon, woodpecker",
    "seabird": "seagull",
    "whale": "dolphin",
    "crocodile": "alligator",
    "fish": "trout, tuna",
    "horse": "pony, donkey",
    "plant": "oak, palm, leaf",
    "flower": "rose, tulip, sunflower",
    "fruit": "peach, cherry, grape",
    "citrus": "lime, grapefruit",
    "vegetable": "onion, lettuce, potato",
    "food": "cheese, egg, rice",
    "dessert": "cookie, chocolate",
    "coffee": "cappuccino, latte",
    "wine": "champagne, pinot",
    "cheeseburger": "hamburger, burger",
    "fast food": "fries",
    "car": "sedan, suv, hatchback",
    "truck": "dump truck",
    "aircraft": "helicopter, glider",
    "train": "subway, freight train",
    "boat": "ferry, rowboat",
    "house": "bungalow, cabin, mansion",
    "building": "skyscraper, hotel, museum",
    "church": "basilica",
    "landscape": "island, forest",
    "water": "river, waterfall",
    "street": "highway, sidewalk, alley",
    "shoe": "slippers, flip flops",
    "trousers": "shorts, leggings",
    "jewelry": "ring, bracelet, earring",
    "cell phone": "iphone",
    "laptop": "macbook",
    "restaurant": "cafe, pub",
    "toy": "doll",
}
COCO = {
    "person": "woman, photographer, groom",
    "dog": "puppy, poodle, german shepherd, italian greyhound",
    "bird": "penguin, eagle, seagull",
    "mammal": "lion, wolf, kangaroo",
    "animal": "snake, spider, salmon",
    "cup": "mug, coffee, cappuccino",
    "wine glass": "wine, champagne",
    "chair": "throne, rocking chair",
    "car": "sedan, taxi, convertible",
    "truck": "pickup, fire engine",
    "sandwich": "burger, cheeseburger",
    "surfboard": "surfing",
    "plant": "oak, rose",
    "clothing": "shirt, sneakers, hat",
}


@pytest.mark.parametrize(("model", "table"), [("imagenet", EVERYDAY), ("coco", COCO)])
def test_everyday_words_lead_to_what_people_mean(model: str, table: Mapping[str, str]) -> None:
    found = leads(model)
    for name, line in table.items():
        for word in line.split(", "):
            assert found.get(word, found.get(word.removesuffix("s"))) == name, word


def test_a_class_that_is_moved_away_does_not_come_back() -> None:
    found = leads("coco")
    assert found["wolf"] != "dog"
    assert found["tiger"] != "cat"
    assert found["timber wolf"] == "mammal"
    assert "spider web" not in found
