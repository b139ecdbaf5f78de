"""A sort names the index's fields before it where the database wants that."""

from collections.abc import Sequence

import pytest
from pymongo import IndexModel

from cocoon.services import indexes
from cocoon.services.index_order import Sort, whole_sort


@pytest.mark.parametrize(
    ("index", "sort", "whole"),
    [
        (indexes.IMAGES_BY_PATH, [("path", 1)], [("container", 1), ("path", 1)]),
        (indexes.IMAGES_BY_TIME, indexes.NEWEST, [("container", 1), *indexes.NEWEST]),
        (indexes.IMAGES_BY_TIME, [("_id", 1)], [("container", 1), *indexes.NEWEST]),
        (indexes.POSTINGS_BY_RANK, [("rank", -1)], [("container", -1), ("label", -1), ("rank", -1)]),
        (
            indexes.IMAGES_BY_STATUS,
            [("classified_at", 1), ("_id", -1)],
            [("container", -1), ("status", -1), ("classified_at", 1), ("_id", -1)],
        ),
        (indexes.IMAGES_BY_ARRAY["label_names"], indexes.NEWEST, [("container", 1), *indexes.NEWEST]),
    ],
)
def test_a_sort_is_the_beginning_of_an_index_or_its_reverse(index: IndexModel, sort: Sort, whole: Sort) -> None:
    assert list(whole_sort(index, sort)) == list(whole)
    assert whole in (beginning(index, whole), beginning(index, whole, -1), [("container", 1), *indexes.NEWEST])


def beginning(index: IndexModel, sort: Sequence[object], direction: int = 1) -> list[tuple[str, int]]:
    return [(field, direction * each) for field, each in index.document["key"].items()][: len(sort)]
