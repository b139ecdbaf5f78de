"""Known labels, and suggestions for unknown ones."""

import pytest

from query_labels.search.vocabulary import known_name, suggestions

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
        ("dog", "dog"),
        ("s", "s"),
    ],
)
def test_a_plural_finds_the_singular_that_is_known_and_the_other_way(written: str, known: str) -> None:
    assert known_name(written, KNOWN) == known


def test_suggestions_have_the_word_first_and_then_look_alike() -> None:
    assert suggestions("cats", KNOWN) == ["tiger cat", "cat box"]
    assert suggestions("expresso", KNOWN) == ["espresso"]
    assert suggestions("cup", KNOWN) == []
    assert suggestions("(", KNOWN) == []
    assert suggestions("x", {}) == []
