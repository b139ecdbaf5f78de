"""A search goes through the list that is likely the shortest, and checks the rest of each image."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cocoon.records.counts import Counts
from cocoon.records.label import Label
from cocoon.records.model_name import ModelName
from query_labels.search.list_reader import completed
from query_labels.search.plan import Plan, Route
from query_labels.search.planner import plan_of
from query_labels.search.search_lists import ImageList, PathList, Period, PostingList
from query_labels.search.search_request import SearchQuery
from tests.kits.documents import changed, failed_document, labelled_document

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = {"common": 100_000, "other": 50_000, "rare": 1000, "hobby": 1200}
MODELS = {ModelName("net", "1"): 150_000, ModelName("net", "2"): 100}
COUNTS = Counts(NAMES, {"image_damaged": 50}, MODELS, images=200_000)


def plan(**fields: Any) -> Plan:
    return plan_of(SearchQuery(**fields), COUNTS)


def lists(**fields: Any) -> list[list[object]]:
    return [list(route.lists) for route in plan(**fields).routes]


def label(name: str) -> ImageList:
    return ImageList("label_names", name)


def test_newest_first_the_shortest_list_comes_first() -> None:
    assert lists() == [[ImageList()]]
    assert lists(labels=("common", "rare")) == [[label("rare")]]  # all others are longer
    assert lists(labels=("common", "other"), model="net") == [[label("other")]]
    assert lists(labels=("rare", "unknown")) == [[label("unknown")], [label("rare")]]  # if none is counted, few are
    assert lists(labels=("common",), name_words=("a1", "eiffel"))[0] == [ImageList("path_words", "eiffel")]
    assert lists(labels=("rare",), prefix="a/b/c")[0] == [label("rare")]
    assert lists(labels=("common",), model="net", prefix="a/b/c") == [
        [ImageList("search_keys", "folder a/b/")],
        [label("common")],
        [ImageList("search_keys", "model net")],
    ]  # nobody knows how many are in the folder
    version_2 = ImageList("search_keys", "model net 2")
    assert lists(labels=("common",), model="net", model_version="2") == [[version_2]]
    assert lists(model="net", status="failed")[0] == [ImageList("status", "failed")]
    assert lists(labels=("common",), model="other") == [[label("common")], [ImageList("search_keys", "model other")]]
    assert lists(labels=("rare",), prefix="a/") == [[label("rare")], [ImageList("search_keys", "folder a/")]]
    assert lists(error="x", status="failed")[0] == [ImageList("search_keys", "error x")]
    assert lists(excluded=("common",)) == [[ImageList()]]
    period = Period(AT)
    assert lists(status="failed", classified_from=AT) == [[ImageList("status", "failed", period)]]


def test_until_documents_of_1_0_are_filled_no_list_is_used_that_lacks_them() -> None:
    def former(**fields: Any) -> Plan:
        return plan_of(SearchQuery(**fields), replace(COUNTS, are_filled=False))

    for each in ({"prefix": "a/"}, {"model": "net"}):
        assert [route.lists for route in former(**each).routes] == [[ImageList()]]
    assert former(prefix="a/").small == [Route([PathList("a/")])]
    assert former(error="x").routes[0].lists == [ImageList("status", "failed")]


def test_any_of_several_is_a_union_of_lists() -> None:
    either = lists(labels=("common", "rare"), path_words=(("eiffel", "to"),), match="any")
    assert either == [[label("common"), label("rare"), ImageList("path_words", "eiffel")]]


def test_only_a_list_that_has_no_others_is_enough() -> None:
    def is_enough(**fields: Any) -> bool:
        return plan(**fields).routes[0].is_enough

    assert all(is_enough(**each) for each in ({}, {"labels": ("a",)}, {"prefix": "a/"}, {"model": "net"}))
    assert is_enough(labels=("a",), classified_from=AT)  # the list's own range
    assert is_enough(labels=("a",), min_score=0.5, sort="score")
    assert not is_enough(labels=("a",), min_score=0.5)
    assert not is_enough(labels=("a", "b"))
    assert not is_enough(excluded=("a",))
    assert not is_enough(prefix="a/b")
    assert not is_enough(labels=("a",), classified_from=AT, sort="score")


def test_best_first_goes_through_postings_unless_another_label_is_rare() -> None:
    best = plan(labels=("common", "other"), sort="score", min_score=0.5)
    assert best.routes[0].lists == [PostingList("common", 0.5)]
    assert best.small == []  # none is short
    assert [route.lists for route in plan(labels=("common",), prefix="a/", sort="score").small] == [
        [ImageList("search_keys", "folder a/")]
    ]
    assert plan(labels=("common", "rare"), sort="score").small_first
    two_rare = plan(labels=("hobby", "rare"), sort="score")
    assert (two_rare.small[0].lists, two_rare.small_first) == ([label("rare")], True)
    own = plan(labels=("rare", "hobby"), sort="score")  # sooner by time: no postings are read
    assert (own.small[0].lists, own.small_first) == ([label("rare")], True)
    assert not plan(labels=("rare", "common"), sort="score").small_first  # every second posting is of the search
    assert plan(labels=("rare", "common"), prefix="a/", sort="score").small_first
    assert not plan(labels=("rare",), sort="score").small
    assert not plan(labels=("unknown", "common"), sort="score").small_first
    without = plan(labels=("rare", "unknown"), sort="score")
    assert (without.small[0].lists, without.small_first) == ([label("unknown")], True)
    old = plan(labels=("common",), model="net", model_version="2", sort="score")
    assert (old.small[0].lists, old.small_first) == ([ImageList("search_keys", "model net 2")], True)
    assert plan(labels=("common",), model="net", sort="score").small == []
    assert plan(labels=("common",), sort="score").small == []


def test_counts_tell_which_share_of_a_list_is_of_the_search() -> None:
    def share(**fields: Any) -> float | None:
        return plan(**fields).routes[0].share

    assert share() == share(labels=("common",)) == share(labels=("common",), sort="score") == 1
    assert share(labels=("common", "other"), sort="score") == 0.25
    assert share(labels=("common", "other"), sort="newest") == 0.5  # of the shorter list
    assert share(excluded=("common",)) == 0.5
    assert share(labels=("common",), excluded=("other",), sort="score") == 0.75
    assert share(excluded=("common", "other", "rare")) == 0.5  # they may go together
    assert share(labels=("common",), model="net") == 0.75 + 100 / 200_000
    assert share(labels=("common",), min_score=0.5) is share(labels=("common",), model="other") is None
    assert share(labels=("common", "unknown"), sort="score") is None
    assert share(labels=("common",), status="failed") == 0.5  # of the failed ones
    assert share(path_words=(("a", "b"),)) is share(prefix="IMG_") is None
    assert share(labels=("common",), prefix="a/", sort="score") is None
    assert share(prefix="a/", labels=("common",)) == 0.5  # of the folder


def test_the_database_compares_what_it_can_in_the_documents_of_postings() -> None:
    best = plan(labels=("common", "other"), excluded=("rare",), min_score=0.5, prefix="a/", sort="score")
    assert best.is_filtered
    assert best.filter == {
        "ranks.other": {"$gte": "0.500000000"},
        "ranks.rare": {"$exists": False},
        "path": {"$gte": "a/", "$lt": "a0"},
    }
    assert plan(labels=("common",), sort="score").filter == {}
    assert plan(labels=("common", "other"), excluded=("other",), sort="score").filter == {
        "ranks.other": {"$gte": "-", "$exists": False}
    }
    assert plan(labels=("common",), excluded=("common",), sort="score").filter == {"ranks.common": {"$exists": False}}
    assert not plan(labels=("common",), name_words=("eiffel",), sort="score").is_filtered


def test_a_prefix_without_a_folder_has_the_list_of_paths() -> None:
    assert [route.lists for route in plan(prefix="IMG_").small] == [[PathList("IMG_")]]
    assert lists(prefix="IMG_") == [[ImageList()]]
    assert plan(prefix="a/").small == []


NET = labelled_document("images", "a/b/Eiffel-Tower.jpg", Label("cat", 0.5), Label("dog", 0.25), at=AT)
FAILED = failed_document("images", "x.jpg", "image_damaged", at=AT)


@pytest.mark.parametrize(
    ("fields", "is_met"),
    [
        ({"labels": ("cat", "dog")}, True),
        ({"labels": ("cat", "cup")}, False),
        ({"labels": ("cat", "cup"), "match": "any"}, True),
        ({"labels": ("cat", "dog"), "min_score": 0.5}, False),
        ({"labels": ("cup", "dog"), "min_score": 0.5, "match": "any"}, False),
        ({"labels": ("cat",), "path_words": (("eiffel",),), "match": "any", "min_score": 0.9}, True),
        ({"excluded": ("dog",)}, False),
        ({"excluded": ("cup",)}, True),
        ({"name_words": ("tower", "eiffel")}, True),
        ({"name_words": ("tower", "paris")}, False),
        ({"prefix": "a/b/E"}, True),
        ({"prefix": "b/"}, False),
        ({"status": "labelled", "model": "net"}, True),
        ({"model": "net", "model_version": "2"}, False),
        ({"error": "image_damaged"}, False),
        ({"classified_from": AT}, True),
        ({"classified_to": AT}, False),
    ],
)
def test_what_is_checked_of_a_document(*, fields: dict[str, Any], is_met: bool) -> None:
    assert plan(**fields).matches(NET) is is_met
    parts = {name.partition(".")[0] for name in plan(**fields).fields}
    part = completed({name: value for name, value in NET.items() if name in {"_id", *parts}})
    assert plan(**fields).matches(part) is is_met  # by its fields alone


def test_failures_and_documents_of_earlier_versions() -> None:
    assert plan(error="image_damaged", status="failed").matches(FAILED)
    assert plan(model="net", model_version="1").matches(changed(NET, models=[]))
    assert not plan(model="other").matches(changed(NET, models=[]))
