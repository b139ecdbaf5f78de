"""Which pictures stand for labels and folders, and which labels and folders are shown."""

import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from cocoon.errors import BadRequestError
from cocoon.labels.taxonomy_format import parse_taxonomy
from query_labels.covers.cover import covers_of
from query_labels.covers.covers_request import parse_folders_in, parse_labels_below
from query_labels.covers.folder_walk import FIRST, MOST_EXAMINED, NEXT, Folders, Range, find_folders, range_after
from query_labels.covers.label_covers import names_below, path_to
from query_labels.thesaurus.thesaurus import Thesaurus

TREE = {
    "animal": {},
    "pet": {"parents": ["animal"]},
    "dog": {"parents": ["pet", "animal"]},
    "cat": {"parents": ["pet"]},
}
THESAURUS = Thesaurus([parse_taxonomy({"labels": TREE})])
COUNTS = {"animal": 9, "pet": 7, "cat": 5, "cup": 2, "dog": 1}


def image(name: str, thumbnail: str | None = "t.jpg") -> dict[str, Any]:
    return {"_id": name, "path": name, "etag": "1", "thumbnail": thumbnail, "width": 2, "height": 1}


def test_each_gets_its_best_image_with_a_thumbnail_that_stands_for_no_other() -> None:
    a, b, bad = image("a"), image("b"), image("c", thumbnail=None)
    covers = covers_of([[bad, a], [a, b], [a], [bad], []])
    assert [cover and cover["path"] for cover in covers] == ["a", "b", "a", None, None]
    assert covers[0] is not None
    assert covers[0]["links"]["thumbnail"] == "/api/thumbnails/a?v=1"


def test_labels_below_one_in_the_order_of_their_counts() -> None:
    assert names_below("", COUNTS, THESAURUS) == ["animal", "cup"]
    assert names_below("pet", COUNTS, THESAURUS) == ["cat", "dog"]
    assert names_below("animal", {"pet": 1}, THESAURUS) == ["pet"]
    assert names_below("no label", COUNTS, THESAURUS) == []


def test_the_path_to_a_label_begins_at_the_top() -> None:
    assert path_to("dog", THESAURUS) == ["animal", "pet"]
    assert path_to("animal", THESAURUS) == []


def test_models_that_contradict_each_other_end_a_path() -> None:
    trees: list[dict[str, Any]] = [{"dog": {"parents": ["pet"]}, "pet": {}}, {"pet": {"parents": ["dog"]}, "dog": {}}]
    assert path_to("dog", Thesaurus(parse_taxonomy({"labels": tree}) for tree in trees)) == ["pet"]


def test_labels_above_which_no_image_has_are_passed_over() -> None:
    """Images that 1.0 labelled have no broader labels."""
    counts = {"cat": 5, "dog": 1, "cup": 2}
    assert names_below("", counts, THESAURUS) == ["cat", "dog", "cup"]
    assert names_below("animal", counts, THESAURUS) == ["cat", "dog"]


def test_parameters() -> None:
    assert parse_labels_below([("below", "German_Shepherd"), ("limit", "3")]).below == "german shepherd"
    assert parse_folders_in([("below", "a/"), ("cursor", "a/b/")]).cursor == "a/b/"
    for wrong in (
        [("below", "a")],
        [("below", "a/"), ("cursor", "b/")],
        [("below", "a" * 1024 + "/")],
        [("limit", "201")],
        [("prefix", "a/")],
    ):
        with pytest.raises(BadRequestError):
            parse_folders_in(wrong)


class Paths:
    """Sorted paths in place of the database; counts what is read."""

    def __init__(self, *paths: str) -> None:
        self.paths = sorted(paths)
        self.read_at_once: list[int] = []

    async def read(self, range_: Range, limit: int) -> Sequence[str]:
        after, from_, end = range_.get("$gt", ""), range_.get("$gte", ""), range_.get("$lt", chr(0x10FFFF))
        found = [path for path in self.paths if path > after and path >= from_ and path < end][:limit]
        self.read_at_once.append(len(found))
        return found

    async def folders(self, below: str = "", limit: int = 24, after: str = "") -> Folders:
        return await find_folders(self.read, below, limit, after)


async def test_folders_are_found_between_images_and_counted() -> None:
    paths = Paths("a/1.jpg", "a/b/2.jpg", "a/c/d/3.jpg", "b.jpg", "b/4.jpg", "c.jpg", "/5.jpg")
    folders, rest = await paths.folders()
    assert [(each.path, each.images, each.is_complete, each.has_folders) for each in folders] == [
        ("/", 1, True, False),
        ("a/", 3, True, True),
        ("b/", 1, True, False),
    ]
    assert rest is None
    assert folders[1].first == ["a/1.jpg", "a/b/2.jpg", "a/c/d/3.jpg"]
    assert [each.path for each in (await paths.folders("a/")).found] == ["a/b/", "a/c/"]
    assert await paths.folders("z/") == ([], None)


async def test_of_large_folders_the_rest_is_left_out() -> None:
    large = [f"{name}/{number:04}.jpg" for name in ("large", "other") for number in range(2 * FIRST)]
    paths = Paths("a/1.jpg", *large, "z/1.jpg")
    folders, rest = await paths.folders()
    assert [(each.path, each.images, each.is_complete) for each in folders] == [
        ("a/", 1, True),
        ("large/", FIRST - 1, False),
        ("other/", NEXT, False),
        ("z/", 1, True),
    ]
    assert rest is None
    assert paths.read_at_once == [FIRST, NEXT, 1]


async def test_pages_of_folders_join() -> None:
    paths = Paths(*(f"{name}/{number}.jpg" for name in "abcde" for number in range(3)), "ccc.jpg")
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page, after = await paths.folders(limit=2, after=after)
        found += [each.path for each in page]
    assert found == ["a/", "b/", "c/", "d/", "e/"]


async def test_a_request_reads_a_bounded_number_of_paths_and_goes_on_from_there() -> None:
    paths = Paths(*(f"{number:05}.jpg" for number in range(MOST_EXAMINED + 10)), "z/1.jpg")
    folders, rest = await paths.folders()
    assert folders == []
    assert sum(paths.read_at_once) == MOST_EXAMINED
    assert rest == f"{MOST_EXAMINED - 1:05}.jpg"
    assert [each.path for each in (await paths.folders(after=rest)).found] == ["z/"]


async def test_a_request_stops_in_time_and_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("query_labels.covers.folder_walk.monotonic", itertools.count(step=1.5).__next__)
    paths = Paths(*(f"{name}/{number:04}.jpg" for name in "abcd" for number in range(2 * FIRST)))
    folders, rest = await paths.folders()
    assert [each.path for each in folders] == ["a/"]
    assert rest == "a/"
    assert [each.path for each in (await paths.folders(after=rest)).found] == ["b/"]


def test_nothing_comes_after_the_last_folder_there_can_be() -> None:
    assert range_after("a/b/", "a/") == {"$gte": "a/b0", "$lt": "a0"}
    assert range_after("a/", "a/") == {"$gt": "a/", "$lt": "a0"}
    assert range_after("", "") == {"$gt": ""}
