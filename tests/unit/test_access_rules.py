"""Which commands are access paths, and which are refused."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from cocoon.services.access_paths.access_path import AccessPath, Command
from cocoon.services.indexes import IMAGES_BY_STATUS
from tests.kits.access_rules import flaws, objections
from tests.kits.watched.commands_sent import form_of

AT = datetime(2026, 11, 23, tzinfo=UTC)
OURS = {"container": "images"}
NEWEST, OLDEST = {"classified_at": -1, "_id": 1}, {"classified_at": 1, "_id": -1}
DOCUMENT = {"_id": "1", "container": "images", "path": "a.jpg"}


def find(collection: str, filter_: dict[str, Any], **options: object) -> dict[str, Any]:
    return {"find": collection, "filter": filter_, "$db": "cocoon", "lsid": {"id": 1}, **options}


def update(collection: str, *updates: tuple[dict[str, Any], object], **options: object) -> dict[str, Any]:
    return {"update": collection, "updates": [{"q": q, "u": u, **options} for q, u in updates], "ordered": False}


def delete(collection: str, filter_: dict[str, Any]) -> dict[str, Any]:
    return {"delete": collection, "deletes": [{"q": filter_, "limit": 0}], "ordered": True}


@pytest.mark.parametrize(
    "command",
    [
        find("images", {"_id": "1"}, limit=1, singleBatch=True, projection={"path": True}),
        find("images", {"_id": {"$in": ["1"] * 500}}),
        find("images", {"_id": {"$in": ["1"] * 50}, "ranks.cat": {"$gte": "0"}, "ranks.dog": {"$exists": False}}),
        find("images", OURS, sort=NEWEST, limit=51),
        find(
            "images", {**OURS, "status": "failed"}, sort=NEWEST, limit=51, hint={"container": 1, "status": 1, **NEWEST}
        ),
        find("images", {**OURS, "status": "failed", "classified_at": {"$lt": AT, "$gt": AT}}, sort=NEWEST, limit=500),
        find("images", {**OURS, "label_names": "cat", "classified_at": {"$lt": AT}}, sort=NEWEST, limit=500),
        find("images", {**OURS, "label_names": "cat", "classified_at": {"$lt": AT}}, limit=500),
        find(
            "images", {**OURS, "label_names": "cat", "classified_at": AT, "_id": {"$gt": "1"}}, sort={"_id": 1}, limit=9
        ),
        find("images", {**OURS, "status": "failed", "classified_at": AT, "_id": {"$lt": "1"}}, sort=OLDEST, limit=9),
        find("images", {**OURS, "search_keys": "error bad_path"}, sort=NEWEST, limit=9),
        find("images", {**OURS, "path": {"$gte": "a/", "$lt": "a0"}}, sort={"path": 1}, limit=2001),
        find("postings", {**OURS, "label": "cat", "rank": {"$lt": "0.9/1"}}, sort={"rank": -1}, limit=200),
        find("counts", {"_id": {"$in": ["a/totals/0", "a/totals/1", "a/totals/2", "a/totals/3"]}}),
        find("activity", {"minute": {"$gte": AT}}, sort={"minute": -1}, limit=20_000),
        {"insert": "images", "documents": [DOCUMENT], "ordered": True},
        update("images", ({"_id": "1", "classified_at": AT, "etag": "1"}, DOCUMENT)),
        update("images", *[({"_id": str(n), "classified_at": AT}, {"$set": {"path_words": []}}) for n in range(100)]),
        update("counts", ({"_id": "1", "batches": {"$nin": ["a"]}}, {"$inc": {"images": 1}, "$push": {}}), upsert=True),
        update("leases", ({"_id": "a", "until": {"$lt": AT}}, {"$set": {"owner": "me"}}), upsert=True),
        delete("postings", {"_id": {"$in": ["1", "2"]}}),
        {"getMore": 7, "collection": "images", "batchSize": 100},
        {"createIndexes": "queued", "indexes": [{"name": "container_1_path_1"}, {"name": "at_1"}]},
        {"listIndexes": "images"},
        {"dropIndexes": "images", "index": "ranks.$**_1"},
        {"ping": 1},
        {"endSessions": [{"id": b"1"}]},
    ],
)
def test_taken(command: dict[str, Any]) -> None:
    assert objections(form_of(next(iter(command)), command)) == []


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (find("images", {}), "_id is not equal to a value"),
        (find("images", OURS, sort=NEWEST), "no limit"),
        (
            find("images", {**OURS, "label_names": "cat", "classified_at": {"$lt": AT, "$gt": AT}}, limit=9),
            "two bounds of classified_at behind an array",
        ),
        (find("images", OURS, sort=NEWEST, limit=5001), "no limit up to"),
        (find("images", OURS, sort=NEWEST, limit=-10), "no limit"),
        (find("images", {}, sort=NEWEST, limit=10), "container is not equal"),
        (find("images", {"label_names": "cat"}, sort=NEWEST, limit=10), "container is not equal"),
        (find("images", OURS, sort={"bytes": 1}, limit=10), "no sort in the index's order"),
        (find("images", OURS, sort={"_id": 1, "classified_at": -1}, limit=10), "no sort in the index's order"),
        (find("images", OURS, sort={"classified_at": -1, "_id": -1}, limit=10), "no sort in the index's order"),
        (find("images", {**OURS, "label_names": "cat"}, sort={"path": 1}, limit=10), "label_names is no part of it"),
        (find("images", {**OURS, "status": "failed", "bytes": 1}, sort=NEWEST, limit=9), "bytes is no part of it"),
        (
            find("images", {**OURS, "label_names": {"$in": ["a", "b"]}}, sort=NEWEST, limit=9),
            "label_names is no part of it",
        ),
        (
            find("images", {**OURS, "label_names": {"$all": ["a", "b"]}}, sort=NEWEST, limit=9),
            "label_names is no part of it",
        ),
        (
            find("images", {**OURS, "label_names": {"$nin": ["a"]}}, sort=NEWEST, limit=9),
            "label_names is no part of it",
        ),
        (find("images", {**OURS, "status": {"$gt": "a"}}, sort=NEWEST, limit=9), "status is not equal"),
        (
            find("images", {**OURS, "label_names": "a", "path": {"$gt": "a"}}, sort=NEWEST, limit=9),
            "path is no part of it",
        ),
        (find("images", {**OURS, "status": re.compile("^f")}, sort=NEWEST, limit=9), "status is not equal"),
        (find("images", {**OURS, "path": {"$regex": "^a"}}, sort={"path": 1}, limit=9), "no range of path"),
        (find("images", {**OURS, "$or": [{"status": "a"}, {"status": "b"}]}, sort=NEWEST, limit=9), "$or is no part"),
        (find("images", OURS, sort=NEWEST, limit=10, skip=50), "find: skip"),
        (find("images", OURS, sort=NEWEST, limit=10, collation={"locale": "en"}), "find: collation"),
        (find("images", OURS, sort=NEWEST, limit=10, hint={"path": 1}), "a hint of another index"),
        (find("images", {"_id": {"$in": ["1"] * 501}}), "more than"),
        (find("images", {"_id": {"$gt": "1"}}, sort={"_id": 1}, limit=10), "_id is not equal"),
        (find("images", {"_id": {"$in": ["1"]}}, sort=NEWEST), "a sort"),
        (find("images", {"_id": "1", "bytes": 1}, limit=1), "bytes is no condition"),
        (find("postings", {**OURS, "rank": {"$gt": "0"}}, sort={"rank": -1}, limit=9), "label is not equal"),
        (find("other", {"_id": "1"}, limit=1), "there is none"),
        ({"aggregate": "images", "pipeline": [{"$group": {"_id": "$status"}}]}, "the command aggregate"),
        ({"count": "images", "query": {}}, "the command count"),
        ({"distinct": "images", "key": "status"}, "the command distinct"),
        ({"findAndModify": "images", "query": {"_id": "1"}}, "the command findAndModify"),
        ({"insert": "images", "documents": [DOCUMENT] * 2}, "more than 1"),
        (update("images", (OURS, {"$set": {"etag": None}}), multi=True), "_id is not equal"),
        (update("images", ({"_id": "1"}, {"$rename": {"etag": "tag"}})), "update: $rename"),
        (update("images", ({"_id": "1"}, [{"$set": {"etag": None}}])), "update: a pipeline"),
        (update("images", ({"_id": "1"}, {"$set": {"etag": None}}), arrayFilters=[]), "update: arrayFilters"),
        (update("images", ({"_id": "1", "path": {"$ne": "a"}}, {"$set": {}})), "path is no condition"),
        (update("images", ({"_id": "1", "$or": [{"etag": "1"}, {"etag": "2"}]}, {"$set": {}})), "$or is no condition"),
        (update("leases", ({"_id": "1", "until": {"$type": 9}}, {"$set": {}})), "until is no condition"),
        (delete("queued", {**OURS, "path": "a.jpg"}), "_id is not equal"),
        (delete("images", {"_id": {"$in": ["1"] * 2}}), "more than 1"),
        (delete("activity", {"_id": "1"}), "there is none"),
        (
            {"createIndexes": "images", "indexes": [{"name": "ranks.$**_1"}, {"name": "bytes_1"}]},
            "createIndexes: bytes_1",
        ),
        ({"listIndexes": "others"}, "listIndexes"),
        ({"dropIndexes": "images", "index": "*"}, "dropIndexes: *"),
    ],
)
def test_refused(command: dict[str, Any], problem: str) -> None:
    name = next(iter(command))
    assert problem in "; ".join(objections(form_of(name, command)))


@pytest.mark.parametrize(
    ("parts", "flaw"),
    [
        ({"equal": ("status",)}, "what is equal is no beginning of the index"),
        ({"equal": ("container",), "range": "classified_at"}, "the range is not of the next field"),
        ({"equal": ("container",), "sort": ("classified_at", "_id")}, "the sort is not by the next fields"),
        ({"equal": ("container", "status"), "sort": ("_id",)}, "the sort is not by the next fields"),
        ({"equal": ("container", "status"), "conditions": ("path",)}, "conditions are for documents that _id names"),
        ({"equal": ("container", "status"), "command": Command.DELETE}, "a change names its documents by _id"),
        ({"equal": ("container", "status"), "most": 0}, "it reads nothing"),
    ],
)
def test_paths_that_no_index_serves(parts: dict[str, Any], flaw: str) -> None:
    usual: dict[str, Any] = {
        "name": "x",
        "collection": "images",
        "command": Command.FIND,
        "most": 1,
        "index": IMAGES_BY_STATUS,
    }
    assert list(flaws(AccessPath(**usual | parts))) == [flaw]


def test_values_are_not_told() -> None:
    command = find("images", {"path": "secret", "model": {"name": "secret"}, "_id": {"$in": ["secret"] * 3}})
    assert form_of("find", command) == {
        "command": "find",
        "collection": "images",
        "filter": {"path": "str", "model": {"name": "str"}, "_id": {"$in": 3}},
    }
