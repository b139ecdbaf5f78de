"""A run waits for what the container has now, and not for ever."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from rich.console import Console

from cocoon.records.image_document import document_id
from local import progress
from local.progress import Pipeline, Versions, wait


class Images:
    """Documents, of which another one comes at each look."""

    def __init__(self, *coming: tuple[str, str]) -> None:
        self._coming, self._there = list(coming), dict[str, str]()

    def find(self, chosen: dict[str, Any], _fields: object) -> list[dict[str, str]]:
        if self._coming:
            path, etag = self._coming.pop(0)
            self._there[document_id("c", path)] = etag
        return [{"_id": key, "etag": self._there[key]} for key in chosen["_id"]["$in"] if key in self._there]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"POLL": 0.001, "QUIET": 0.01, "EMPTY": 0.05, "STALL": 0.5}.items():
        monkeypatch.setattr(progress, f"{name}_SECONDS", value)


def waited(
    images: Images,
    listings: Sequence[Versions],
    *,
    enqueue: Callable[[], int] = lambda: 0,
    is_queue_empty: bool | None = True,
) -> list[str]:
    following = iter([*listings, *[listings[-1]] * 10_000])
    pipeline = Pipeline(
        images,  # type: ignore[arg-type] # what is used of a collection
        "c",
        lambda: dict(next(following)),
        enqueue,
        lambda: is_queue_empty,
        lambda: None,
    )
    return wait(pipeline, Console(file=io.StringIO()))


def test_all_that_come_are_waited_for() -> None:
    assert waited(Images(("a", "1"), ("b", "1")), [{"a": "1", "b": "1"}]) == []
    assert waited(Images(), [{}]) == []


def test_an_image_that_is_overwritten_is_waited_for_as_it_is_now() -> None:
    assert waited(Images(("a", "2")), [{"a": "1"}, {"a": "2"}]) == []


def test_an_image_that_is_deleted_is_not_waited_for() -> None:
    assert waited(Images(("a", "1")), [{"a": "1", "gone": "1"}, {"a": "1"}]) == []


def test_an_image_that_never_comes_ends_the_waiting_and_not_the_run() -> None:
    assert waited(Images(("a", "1")), [{"a": "1", "c": "1", "b": "1"}]) == ["b", "c"]
    assert waited(Images(("a", "1")), [{"a": "1", "b": "1"}], is_queue_empty=None) == ["b"]


def test_what_nobody_has_enqueued_is_enqueued_before_it_is_given_up() -> None:
    images, asked = Images(), list[int]()

    def enqueue() -> int:
        asked.append(1)
        images._coming.append(("a", "2"))
        return 1

    assert waited(images, [{"a": "2"}], enqueue=enqueue) == []
    assert asked == [1]
