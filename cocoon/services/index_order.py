"""Work with the order in which an index has its records (pure)."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from pymongo import DESCENDING, IndexModel

from cocoon.services.indexes import IMAGES_BY_ARRAY, IMAGES_BY_TIME

Sort = Sequence[tuple[str, int]]


def is_range_behind_array(index: IndexModel, filter_: Mapping[str, Any]) -> bool:
    """Return whether a filter asks for a range in an index that has an array in it."""
    has_range = any(isinstance(condition, dict) for condition in filter_.values())
    return has_range and index in IMAGES_BY_ARRAY.values()


def in_order(records: Sequence[Mapping[str, Any]], sort: Sort) -> list[Any]:
    """Return records sorted as the database sorts them."""
    result = [*records]
    for field, direction in reversed(sort):
        result.sort(key=lambda record: record[field], reverse=direction == DESCENDING)
    return result


def are_in_order(records: Sequence[Mapping[str, Any]], sort: Sort) -> bool:
    """Return whether records come as a sort would bring them."""
    return all(
        [before["_id"], after["_id"]] == [each["_id"] for each in in_order([before, after], sort)]
        for before, after in pairwise(records)
    )


def whole_sort(index: IndexModel, sort: Sort) -> Sort:
    """Return a sort that begins with the first fields of an index, which are equal in all records that are found.

    Cosmos DB RU sorts by several fields only if a compound index has just these, in its order or wholly reversed:
    https://learn.microsoft.com/azure/cosmos-db/mongodb/indexing. There an array is in no compound index, so images of
    an array's value are sorted by the index of all images. (Assumed: not run.)
    """
    served_by = IMAGES_BY_TIME if index in IMAGES_BY_ARRAY.values() else index
    keys = list(served_by.document["key"].items())
    begin = [field for field, _ in keys].index(sort[0][0])
    is_reversed = keys[begin][1] != sort[0][1]
    return [(field, -direction if is_reversed else direction) for field, direction in keys[:begin]] + list(sort)
