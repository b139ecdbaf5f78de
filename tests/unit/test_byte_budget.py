"""Images wait for memory in the order in which they came, and not for ever."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify_image import byte_budget
from classify_image.byte_budget import ByteBudget
from cocoon.errors import TransientError


async def test_nobody_keeps_others_waiting_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_budget, "LONGEST_WAIT", 0.5)
    budget = ByteBudget(10)
    await budget.take(6)  # and never given back
    large = asyncio.create_task(budget.take(5))
    await asyncio.sleep(0.2)
    small = asyncio.create_task(budget.take(4))
    with pytest.raises(TransientError, match=r"There was no room for 5 bytes within 0\.5 s"):
        await large
    await small


async def test_who_came_first_gets_memory_first() -> None:
    budget, order = ByteBudget(10), list[str]()

    async def use(name: str, size: int) -> None:
        give_back = await budget.take(size)
        order.append(name)
        await asyncio.sleep(0.01)
        give_back()

    await asyncio.gather(use("a", 6), use("large", 10), use("small", 1), use("b", 3))
    assert order == ["a", "large", "small", "b"]
    assert budget.taken == 0
    with pytest.raises(ValueError, match="11 bytes of 10"):
        await budget.take(11)


@given(st.lists(st.tuples(st.integers(0, 10), st.booleans()), max_size=20))
def test_memory_is_neither_lost_nor_taken_twice(wanted: list[tuple[int, bool]]) -> None:
    async def scenario() -> None:
        budget, most = ByteBudget(10), 0

        async def use(size: int) -> None:
            nonlocal most
            give_back = await budget.take(size)
            most = max(most, budget.taken)
            try:
                await asyncio.sleep(0)
            finally:
                give_back()

        tasks = [asyncio.create_task(use(size)) for size, _ in wanted]
        await asyncio.sleep(0)
        for task, (_, is_cancelled) in zip(tasks, wanted, strict=True):
            if is_cancelled:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert most <= 10
        assert budget.taken == 0

    asyncio.run(scenario())
