"""Narrower words are read and checked."""

import pytest

from cocoon.labels.narrower_words import expect_labels, labels_of_words, parse_words
from cocoon.labels.taxonomy_format import parse_taxonomy

TAXONOMY = parse_taxonomy({"labels": {"dog": {}, "feline": {"rename": "Cat"}}})


def test_words_lead_to_the_shown_names_of_their_labels() -> None:
    words = parse_words({"source": "WordNet", "words": {"dog": ["Puppy", "pooch"], "feline": ["kitten", "puppy"]}})
    expect_labels(words, TAXONOMY)
    assert labels_of_words(words, TAXONOMY) == {"puppy": "dog", "pooch": "dog", "kitten": "cat"}


@pytest.mark.parametrize("content", [[], {}, {"words": []}, {"words": {"dog": "puppy"}}, {"words": {"dog": [" "]}}])
def test_what_is_wrong_is_named(content: object) -> None:
    with pytest.raises(ValueError, match="it must be "):
        parse_words(content)


def test_words_of_no_label_are_refused() -> None:
    with pytest.raises(ValueError, match=r"words\.bird is no label of taxonomy\.json"):
        expect_labels(parse_words({"words": {"bird": ["hen"]}}), TAXONOMY)
