"""The gate of the integration tests lets pass the commands that Cosmos DB has, and no others."""

from typing import Any

import pytest

from tests.kits.cosmos_commands import objections

NEWEST = {"classified_at": -1, "_id": 1}


@pytest.mark.parametrize(
    ("name", "command", "problem"),
    [
        ("find", {"find": "images", "filter": {"path": {"$gte": "a"}}, "sort": NEWEST, "$db": "x"}, None),
        ("find", {"find": "images", "filter": {}, "sort": {"ranks.cat": -1}}, None),
        ("find", {"find": "images", "filter": {}, "sort": {"ranks.cat": -1, "_id": 1}}, "a sort without an index"),
        ("find", {"find": "images", "filter": {}, "sort": {"bytes": 1}}, "a sort without an index"),
        ("find", {"find": "images", "filter": {"$text": {"$search": "x"}}}, "find: $text"),
        ("find", {"find": "images", "filter": {"$or": [{"a": {"$regex": "x"}}]}}, "find: $regex"),
        ("find", {"find": "images", "collation": {"locale": "en"}}, "find.collation"),
        ("aggregate", {"aggregate": "images", "pipeline": [{"$lookup": {}}]}, "the stage $lookup"),
        ("aggregate", {"aggregate": "images", "pipeline": [{"$group": {"_id": 1, "a": {"$push": "$b"}}}]}, "$push"),
        ("update", {"update": "images", "updates": [{"q": {}, "u": {"$unset": {"a": 1}}}]}, "update: $unset"),
        ("update", {"update": "images", "updates": [{"q": {}, "u": {"a": {"$price": 1}}}]}, None),
        ("distinct", {"distinct": "images"}, "the command distinct"),
    ],
)
def test_objections(name: str, command: dict[str, Any], problem: str | None) -> None:
    found = list(objections(name, command))
    assert found == [] if problem is None else any(problem in each for each in found)
