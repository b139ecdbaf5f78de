"""The labels that words mean, and suggestions for words that mean none."""

import pytest

from cocoon.labels.taxonomy_format import parse_taxonomy
from query_labels.search.meaning import Meaning, find_distant_meaning, find_meaning
from query_labels.search.vocabulary import suggestions
from query_labels.thesaurus.thesaurus import Thesaurus
from tests.kits.thesauri import NO_THESAURUS

KNOWN = {
    name: 100 - number
    for number, name in enumerate(
        ["tiger cat", "person", "cup", "bus", "wolf", "knife", "berry", "sunglasses", "fireman", "cat box", "espresso"]
    )
}


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("cup", "cup"),
        ("cups", "cup"),
        ("tiger cats", "tiger cat"),
        ("buses", "bus"),
        ("bus", "bus"),
        ("wolves", "wolf"),
        ("knives", "knife"),
        ("berries", "berry"),
        ("firemen", "fireman"),
        ("sunglass", "sunglasses"),
        ("people", "person"),
        ("dog", None),
        ("s", None),
    ],
)
def test_a_plural_finds_the_singular_that_is_known_and_the_other_way(written: str, known: str | None) -> None:
    meaning = find_meaning(written, KNOWN, NO_THESAURUS)
    assert (meaning and meaning.label) == known
    assert meaning is None or meaning.because == (None if written == known else "plural")


TREE = Thesaurus(
    [
        parse_taxonomy(
            {
                "labels": {
                    "animal": {"names": {"de": ["Tier", "Tiere"], "fr": ["b\u00eate"]}},
                    "dog": {"parents": ["animal"], "aliases": ["Hound"], "names": {"de": ["Hund", "Hunde"]}},
                    "Tiger-cat": {"parents": ["animal"], "aliases": ["dogs of war"]},
                    "secret": {"parents": ["animal"], "hidden": True, "aliases": ["spy"]},
                }
            }
        )
    ]
)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("dog", Meaning("dog")),
        ("dogs", Meaning("dog", "plural")),
        ("hound", Meaning("dog", "synonym")),
        ("hounds", Meaning("dog", "synonym")),
        ("hunde", Meaning("dog", "translation")),
        ("bête", Meaning("animal", "translation")),
        ("bete", Meaning("animal", "translation")),
        ("#dog's", Meaning("dog", "synonym")),
        ("the dogs!", Meaning("dog", "plural")),
        ("my hound", Meaning("dog", "synonym")),
        ("tiger cats", Meaning("tiger cat", "plural")),
        ("cup", Meaning("cup")),
        ("secret", None),
        ("spy", None),
        ("puppy", None),
    ],
)
def test_words_lead_to_labels(word: str, meaning: Meaning | None) -> None:
    assert (find_meaning(word, KNOWN, TREE) or find_distant_meaning(word, {}, TREE)) == meaning


def test_narrower_words_lead_to_the_label_above_them() -> None:
    assert find_distant_meaning("puppy", {"puppy": "dog"}, TREE) == Meaning("dog", "narrower")
    assert find_distant_meaning("puppies", {"puppy": "dog"}, TREE) == Meaning("dog", "narrower")
    assert find_distant_meaning("kitten", {"puppy": "dog"}, TREE) is None


def test_accents_may_be_left_out_of_names_that_are_no_narrower_word() -> None:
    assert find_distant_meaning("bete", {}, TREE) == Meaning("animal", "translation")
    assert find_distant_meaning("bete", {"bete": "dog"}, TREE) == Meaning("dog", "narrower")


def test_suggestions_have_the_word_first_and_then_look_alike() -> None:
    assert suggestions("cats", KNOWN, NO_THESAURUS) == ["tiger cat", "cat box"]
    assert suggestions("expresso", KNOWN, NO_THESAURUS) == ["espresso"]
    assert suggestions("cup", KNOWN, NO_THESAURUS) == []
    assert suggestions("(", KNOWN, NO_THESAURUS) == []
    assert suggestions("x", {}, NO_THESAURUS) == []


def test_suggestions_begin_with_what_is_above() -> None:
    assert suggestions("dog", {"animal": 3, "dog show": 2}, TREE) == ["animal", "dog show"]
