"""The next item is fetched while one is worked on."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from enqueue_blobs.prefetch import prefetch


class Source:
    """Yields numbers and notes what was asked of it."""

    def __init__(self, count: int, fails: bool = False) -> None:  # noqa: FBT001, FBT002
        self.count, self.fails = count, fails
        self.yielded, self.closed = 0, False

    async def numbers(self) -> AsyncGenerator[int, None]:
        try:
            for number in range(self.count):
                self.yielded += 1
                yield number
            if self.fails:
                raise ValueError("the source failed")
        finally:
            self.closed = True


async def test_everything_arrives_in_order() -> None:
    source = Source(10)
    assert [number async for number in prefetch(source.numbers())] == list(range(10))
    assert source.closed
    assert [number async for number in prefetch(Source(0).numbers())] == []


async def test_the_next_is_fetched_while_one_is_worked_on_but_no_more() -> None:
    source = Source(10)
    async with aclosing(prefetch(source.numbers())) as numbers:
        assert await anext(numbers) == 0
        await asyncio.sleep(0.01)
        assert 2 <= source.yielded <= 4
    assert source.closed


async def test_what_came_before_a_failure_arrives() -> None:
    seen = []

    async def work() -> None:
        async for number in prefetch(Source(3, fails=True).numbers()):
            await asyncio.sleep(0.01)
            seen.append(number)

    with pytest.raises(ValueError, match="the source failed"):
        await work()
    assert seen == [0, 1, 2]


async def test_leaving_early_leaves_no_task() -> None:
    before = asyncio.all_tasks()
    source = Source(10)

    async def take_one() -> None:
        async with aclosing(prefetch(prefetch(source.numbers()))) as numbers:
            async for _ in numbers:
                await asyncio.sleep(10)

    taking = asyncio.create_task(take_one())
    await asyncio.sleep(0.05)
    taking.cancel()
    await asyncio.wait({taking})
    assert asyncio.all_tasks() == before
    assert source.closed
