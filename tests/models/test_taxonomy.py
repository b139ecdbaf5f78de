"""The committed taxonomies are what the curated source and WordNet's excerpt say, and keep the rules of the format."""

from collections.abc import Iterator

import pytest

from cocoon.labels.names import normalise
from models.build import CLASSIFIERS
from models.folders import HERE
from models.taxonomy.builder import build
from models.taxonomy.excerpt import CLASSES as CLASSES_FILE
from models.taxonomy.excerpt import read_excerpt
from models.taxonomy.source import read_source
from models.taxonomy.text import to_json
from tests.kits.taxonomies import CLASSES, FILES, LABELS, MODELS, shown


def words(model: str) -> Iterator[tuple[str, str]]:
    """Yield each name and alias with the shown name that it leads to."""
    for key, label in LABELS[model].items():
        for word in (shown(model, key), *label.get("aliases", ())):
            yield normalise(word), shown(model, key)


def above(model: str, key: str) -> set[str]:
    parents = LABELS[model][key].get("parents", ())
    return {*parents}.union(*(above(model, parent) for parent in parents))


@pytest.mark.parametrize("model", MODELS)
def test_the_committed_file_is_what_the_source_says(model: str) -> None:
    built = dict(zip(MODELS, build(read_source(), CLASSES["imagenet"], CLASSES["coco"], read_excerpt()), strict=True))
    committed = FILES[model].read_text("utf-8")
    assert to_json(built[model]) == committed, "run: python -m models.taxonomy"


def test_a_word_leads_to_one_label_in_both_models() -> None:
    owners: dict[str, set[str]] = {}
    for model in MODELS:
        for word, name in words(model):
            owners.setdefault(word, set()).add(name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("model", MODELS)
def test_names_are_unique(model: str) -> None:
    names = [normalise(shown(model, key)) for key in LABELS[model]]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("model", MODELS)
def test_every_label_is_a_class_or_above_one(model: str) -> None:
    reached = {*CLASSES[model]}.union(*(above(model, name) for name in CLASSES[model]))
    assert reached == LABELS[model].keys()


@pytest.mark.parametrize("model", MODELS)
def test_an_old_name_leads_to_its_label_unless_it_means_another(model: str) -> None:
    leads = dict(words(model))
    lost = {name for name in CLASSES[model] if leads.get(normalise(name)) != shown(model, name)}
    assert lost == ({"kite", "plane", "amphibian"} if model == "imagenet" else set())


def test_people_mean_something_else_than_wordnet() -> None:
    for name, not_below in {
        "tiger": "cat",
        "timber wolf": "dog",
        "hotdog": "dog",
        "teddy": "animal",
        "sea lion": "big cat",
        "mouse": "animal",
        "spider web": "spider",
        "missile": "weapon",
        "espresso": "tableware",
        "television": "computer",
        "trilobite": "animal",
    }.items():
        assert not_below not in above("imagenet", name), name


def test_everyday_words_are_above_what_they_should_be() -> None:
    for name, expected in {
        "German shepherd": {"sheepdog", "dog", "pet", "mammal", "animal"},
        "tabby": {"cat", "pet", "mammal", "animal"},
        "convertible": {"car", "vehicle"},
        "lemon": {"citrus", "fruit", "food"},
        "espresso": {"coffee", "cup", "drink"},
        "bullfrog": {"frog", "amphibian (animal)", "animal"},
    }.items():
        assert above("imagenet", name) == expected, name


def test_both_files_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES.values()) < 350_000


def test_the_classes_are_in_the_order_of_their_synsets() -> None:
    offsets = CLASSES_FILE.read_text().split()
    assert offsets == sorted(offsets)
    spelled_otherwise = [
        name
        for name, synset in zip(CLASSES["imagenet"], read_excerpt().classes, strict=True)
        if name.casefold() not in [word.casefold() for word in synset.words]
    ]
    assert spelled_otherwise == ["jelly fish", "crane (bird)", "crane (machine)"]


@pytest.mark.parametrize("name", ["LICENSE.wordnet", "LICENSE.scowl"])
def test_the_licences_of_the_words_go_with_the_files(name: str) -> None:
    source = HERE / "taxonomy" / name
    assert (HERE / "nanodet" / name).read_bytes() == source.read_bytes()
    for classifier in CLASSIFIERS.values():
        assert classifier.files[name] == source


def test_the_licence_of_the_weights_goes_with_a_built_model() -> None:
    for classifier in CLASSIFIERS.values():
        text = classifier.files["LICENSE"].read_text("utf-8")
        for part in ("Apache License", "END OF TERMS AND CONDITIONS", "ML Illustrated", "Changed by"):
            assert part in text
