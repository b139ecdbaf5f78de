"""Narrower words are WordNet's common nouns below a label, and what is written by hand."""

import json
from pathlib import Path

import pytest

from models.taxonomy.narrower.builder import WordsBuilder
from models.taxonomy.narrower.common import CommonNouns
from models.taxonomy.narrower.lexicon import Lexicon, Sense, read_lexicon
from models.taxonomy.narrower.nearest import Anchors, nearest_labels
from models.taxonomy.wordnet import Synset

ABOVE = {
    "puppy": ("dog",),
    "dog": ("canine", "domestic"),
    "wolf": ("canine",),
    "canine": ("animal",),
    "domestic": ("animal",),
    "animal": (),
    "ghost": ("spirit",),
    "spirit": ("animal",),
}
ANCHORS = Anchors({"dog": ["dog"], "animal": ["animal"], "spirit": ["spirit"]}, {"animal": ["spirit"]}, [])


@pytest.mark.parametrize(
    ("synset", "expected"),
    [("puppy", {"dog"}), ("wolf", {"animal"}), ("ghost", {"spirit"}), ("domestic", {"animal"})],
)
def test_the_nearest_label_is_found(synset: str, expected: set[str]) -> None:
    assert nearest_labels(synset, ABOVE, ANCHORS) == expected


def test_nothing_leads_beyond_what_is_excluded() -> None:
    assert nearest_labels("ghost", ABOVE, ANCHORS._replace(labels={"animal": ["animal"]})) == set()
    assert nearest_labels("puppy", ABOVE, ANCHORS._replace(labels={"animal": ["animal"]}, nowhere=["dog"])) == set()


def synsets(*lines: str) -> dict[str, Synset]:
    """Return synsets of lines like ``pie.n.01 | pie, tart | food.n.01 | gloss``."""
    fields = [[part.strip() for part in line.split("|")] for line in lines]
    return {
        name: Synset(name, tuple(words.split(", ")), tuple(above.split()), gloss)
        for name, words, above, gloss in fields
    }


WORDNET = synsets(
    "food.n.01 | food | | what people eat, as a fruit pie",
    "pie.n.01 | pie | food.n.01 | a pastry",
    "fruit_pie.n.01 | fruit pie | pie.n.01 | filled with fruit",
    "cow_pie.n.01 | cow pie | food.n.01 | filled with a cow",
    "herring.n.01 | herring | flesh.n.01 | eaten",
    "herring.n.02 | herring | fish.n.01 | swims",
    "flesh.n.01 | flesh | food.n.01 | of animals",
    "fish.n.01 | fish | animal.n.01 | swims",
    "animal.n.01 | animal | organism.n.01 | moves",
    "person.n.01 | person | organism.n.01 | a human",
    "organism.n.01 | organism | | lives",
    "scold.n.01 | scold | person.n.01 | a person who grumbles",
    "lout.n.01 | lout | person.n.01 | an offensive term",
    "Percy.n.01 | Percy | person.n.01 | a name",
    "run.n.01 | run | food.n.01 | a strange dish",
    "cake.n.01 | cake | food.n.01 | sweet",
)
SIZES = dict.fromkeys(("pie", "fruit", "cow", "herring", "lout", "run", "animal"), 35) | {"scold": 50, "cake": 20}


def common(**times: int) -> dict[str, str]:
    nouns: dict[str, list[Sense]] = {}
    for synset in WORDNET.values():
        for word in synset.words:
            nouns.setdefault(word.lower(), []).append(Sense(synset.name, times.get(word, 0)))
    lexicon = Lexicon(nouns, {"run": 9}, SIZES)
    return dict(CommonNouns(lexicon, WORDNET, {"flesh.n.01": ["animal.n.01"]}))


def test_common_nouns_have_the_meaning_that_people_have_in_mind() -> None:
    assert common() == {
        "animal": "animal.n.01",
        "fruit pie": "fruit_pie.n.01",  # in a gloss, and a kind of pie
        "herring": "herring.n.02",  # the fish, not its flesh
        "pie": "pie.n.01",
    }


def test_a_very_common_word_counts_in_a_sense_that_is_tagged() -> None:
    assert "cake" in common(cake=1)
    assert "run" in common(run=5)


def test_words_lead_to_the_label_of_their_model() -> None:
    labels = {"food": {"aliases": ["grub"]}, "pie": {"parents": ["food"]}}
    other = {"pastry": {"parents": ["pie"], "rename": "tart", "aliases": ["Torta dulcis"]}, "pie": {}}
    anchors = Anchors({"food.n.01": ["food"], "pie.n.01": ["pie"]}, {}, [])
    builder = WordsBuilder(labels, (labels, other), anchors, WORDNET, ["cow pie"])
    builder.add_by_hand({"tart": ["Quiche"], "food": ["snack", "quiche"], "nothing": ["air"]})
    builder.add_labels(other, {"tart": ["cake.n.01"]}, ["pie"])
    builder.add_nouns([("fruit pie", "fruit_pie.n.01"), ("grub", "cake.n.01"), ("cow pie", "cow_pie.n.01")])
    assert builder.content()["words"] == {"pie": ["fruit pie", "quiche", "tart"], "food": ["snack"]}


def test_a_lexicon_is_read_from_its_files(tmp_path: Path) -> None:
    (tmp_path / "index.noun").write_text("hot_dog n 2 0 2 1 00000002 00000001\n")
    (tmp_path / "data.noun").write_text(
        "00000001 03 n 01 hot_dog 0 000 | a person\n00000002 03 n 01 hot_dog 0 000 | a sausage\n"
    )
    (tmp_path / "index.sense").write_text("hot_dog%1:13:00:: 00000002 1 7\nhot_dog%2:00:00:: 00000003 1 2\n")
    for name, words in {"english-words-10": ["hot"], "english-words-35": ["dog", "hot"]}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(words))
    assert read_lexicon(tmp_path, tmp_path) == Lexicon(
        {"hot dog": [Sense("hot_dog.n.01", 7), Sense("hot_dog.n.02", 0)]}, {"hot dog": 2}, {"hot": 10, "dog": 35}
    )
