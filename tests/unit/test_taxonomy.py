"""A taxonomy is read, checked and followed upwards."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.labels.taxonomy import Taxonomy, TaxonomyLabel
from cocoon.labels.taxonomy_format import expect_classes, parse_taxonomy

LABELS: dict[str, Any] = {
    "animal": {"names": {"de": ["Tier", "Tiere"]}},
    "canine": {"parents": ["animal"], "hidden": True},
    "dog": {"parents": ["canine"], "aliases": ["hound"], "min_score": 0.25},
    "German shepherd": {"parents": ["dog"], "rename": "Alsatian"},
}
CLASSES = ("German shepherd", "teapot")


def test_every_field_is_read() -> None:
    taxonomy = parse_taxonomy({"source": "here", "license": "MIT", "broader_min_score": 0.5, "labels": LABELS})
    assert taxonomy.broader_min_score == 0.5
    assert taxonomy["animal"] == TaxonomyLabel("animal", names={"de": ("Tier", "Tiere")})
    assert taxonomy["canine"] == TaxonomyLabel("canine", ("animal",), hidden=True)
    assert taxonomy["dog"] == TaxonomyLabel("dog", ("canine",), ("hound",), min_score=0.25)
    assert taxonomy["German shepherd"] == TaxonomyLabel("Alsatian", ("dog",))
    assert taxonomy["teapot"] == TaxonomyLabel("teapot")
    expect_classes(taxonomy, CLASSES)


def test_labels_are_followed_upwards() -> None:
    taxonomy = parse_taxonomy({"labels": LABELS})
    assert taxonomy.above("German shepherd") == ("dog", "canine", "animal")
    assert taxonomy.above("teapot") == ()
    assert taxonomy.shown_parents("dog") == ("animal",)
    assert taxonomy.shown_parents("German shepherd") == ("dog",)
    assert taxonomy.parents == {"animal", "canine", "dog"}


def test_a_label_may_have_several_parents() -> None:
    two_ways = {"a": {"parents": ["b", "c"]}, "b": {"parents": ["d"]}, "c": {"parents": ["d"]}, "d": {}}
    assert parse_taxonomy({"labels": two_ways}).above("a") == ("b", "c", "d")


WRONG: list[tuple[object, str]] = [
    ([], "an object with the field labels"),
    ({"labels": {}, "label": {}}, "it has unknown fields: label; known are labels, "),
    ({"labels": {"a": []}}, r"labels\.a is \[\]; it must be an object"),
    ({"labels": {"a": {"parent": "b"}}}, r"labels\.a has unknown fields: parent; known are parents, "),
    ({"labels": {"a": {"parents": "b"}}}, r"labels\.a\.parents is 'b'; it must be a list"),
    ({"labels": {"a": {"parents": ["b"]}}}, r"labels\.a\.parents names 'b', which labels does not have"),
    ({"labels": {"a": {"aliases": [""]}}}, r"labels\.a\.aliases is ''; it must be a non-empty string"),
    ({"labels": {"a": {"names": ["x"]}}}, r"labels\.a\.names is .* by language"),
    ({"labels": {"a": {"min_score": 2}}}, r"labels\.a\.min_score is 2; it must be a number from 0 to 1"),
    ({"labels": {"a": {"min_score": True}}}, r"min_score is True"),
    ({"labels": {}, "broader_min_score": "x"}, "broader_min_score is 'x'"),
    ({"labels": {"": {}}}, "a key, is ''; it must be a non-empty string"),
    ({"labels": {"a": {"rename": "b\0"}}}, "rename is 'b.x00'; it must be a non-empty string"),
    ({"labels": {f"{n}": {"parents": [f"{n + 1}"] if n < 70 else []} for n in range(71)}}, "more than 64 levels"),
    ({"labels": {"a": {"hidden": 1}}}, r"hidden is 1; it must be true or false"),
    ({"labels": {"a": {"parents": ["b"]}, "b": {"parents": ["a"]}}}, r"labels\.a is above itself"),
    ({"labels": {"Big-cat": {}, "big cat": {}}}, "labels 'Big-cat' and 'big cat' have the same name"),
    ({"labels": {"a": {"rename": "B"}, "b": {}}}, "labels 'a' and 'b' have the same name"),
    ({"labels": {"a": {"aliases": ["B"]}, "b": {}}}, r"labels\.a\.aliases has 'B', which is .* of 'b'"),
    ({"labels": {"a": {"aliases": ["x"]}, "b": {"aliases": ["X"]}}}, r"labels\.b\.aliases has 'X', .* of 'a'"),
]


@pytest.mark.parametrize(("content", "message"), WRONG)
def test_what_is_wrong_is_named(content: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_taxonomy(content)


def test_a_taxonomy_must_fit_its_classes() -> None:
    with pytest.raises(ValueError, match=r"'dog' is no line of labels\.txt, and no class is below it"):
        expect_classes(parse_taxonomy({"labels": {"dog": {}}}), ["cat"])
    alias = parse_taxonomy({"labels": {"pet": {"aliases": ["Cat"]}, "dog": {"parents": ["pet"]}}})
    with pytest.raises(ValueError, match=r"labels\.pet\.aliases has 'Cat', which is the class 'cat'"):
        expect_classes(alias, ["dog", "cat"])
    renamed = parse_taxonomy({"labels": {"tabby": {"rename": "Cat"}}})
    with pytest.raises(ValueError, match="'tabby' and the class 'cat' have the same name"):
        expect_classes(renamed, ["tabby", "cat"])


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6))
def test_any_graph_is_either_refused_or_ends(graph: dict[str, list[str]]) -> None:
    try:
        taxonomy = parse_taxonomy({"labels": {key: {"parents": parents} for key, parents in graph.items()}})
    except ValueError:
        return
    for key, parents in graph.items():
        assert key not in taxonomy.above(key)
        assert set(taxonomy.shown_parents(key)) == set(parents)


def test_no_taxonomy_has_nothing_above() -> None:
    assert Taxonomy().above("a") == ()
    expect_classes(Taxonomy(), CLASSES)
