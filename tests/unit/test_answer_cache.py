"""Answers that cost many reads are made once for all who ask."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from query_labels.answer_cache import AnswerCache

CLIENTS: Any = SimpleNamespace(labels_cleared_at=float("-inf"))


class Maker:
    """Makes answers, each another; the first may fail."""

    def __init__(self, *, fails: bool = False) -> None:
        self.made, self.fails = 0, fails

    async def make(self) -> int:
        self.made += 1
        await asyncio.sleep(0.01)
        if self.fails and self.made == 1:
            raise ValueError("it failed")
        return self.made


async def test_those_who_ask_at_once_get_one_answer() -> None:
    cache, maker = AnswerCache[str, int](60.0, 2), Maker()
    assert await asyncio.gather(*(cache.get(CLIENTS, "a", maker.make) for _ in range(8))) == [1] * 8


async def test_an_answer_that_failed_is_made_again() -> None:
    cache, maker = AnswerCache[str, int](60.0, 2), Maker(fails=True)
    with pytest.raises(ValueError, match="it failed"):
        await cache.get(CLIENTS, "a", maker.make)
    assert await cache.get(CLIENTS, "a", maker.make) == 2


async def test_the_answer_that_was_asked_for_longest_ago_is_dropped() -> None:
    cache, maker = AnswerCache[str, int](60.0, 2), Maker()
    for question in ("a", "b", "a", "c"):
        await cache.get(CLIENTS, question, maker.make)
    assert [await cache.get(CLIENTS, question, maker.make) for question in ("a", "c", "b")] == [1, 3, 4]


async def test_no_answer_is_from_before_a_clearing_or_of_other_clients() -> None:
    cache, maker = AnswerCache[str, int](60.0, 2), Maker()
    cleared: Any = SimpleNamespace(labels_cleared_at=float("-inf"))
    assert await cache.get(cleared, "a", maker.make) == 1
    cleared.labels_cleared_at = float("inf")
    assert await cache.get(cleared, "a", maker.make) == 2
    assert await cache.get(CLIENTS, "a", maker.make) == 3
