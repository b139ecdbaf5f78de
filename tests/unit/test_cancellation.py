"""Tasks end, even those that miss a cancellation."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any

import pytest

from cocoon import cancellation
from cocoon.cancellation import end_tasks
from cocoon.services.lease import hold_lease
from enqueue_blobs.prefetch import prefetch

pytestmark = pytest.mark.timeout(10)


@pytest.fixture(autouse=True)
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancellation, "AGAIN_SECONDS", 0.01)


async def miss_one_cancellation() -> None:
    """Do what ``asyncio.wait_for`` does if its result arrives together with the cancellation."""
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(60)


async def test_a_task_that_misses_a_cancellation_ends() -> None:
    async def work() -> None:
        await miss_one_cancellation()
        await asyncio.sleep(60)

    tasks = [asyncio.create_task(work()), asyncio.create_task(asyncio.sleep(60)), asyncio.create_task(asyncio.sleep(0))]
    await asyncio.sleep(0.01)
    await end_tasks(*tasks)
    assert [task.cancelled() for task in tasks] == [True, True, False]


async def test_a_source_that_misses_a_cancellation_is_left() -> None:
    async def numbers() -> AsyncGenerator[int, None]:
        yield 1
        await miss_one_cancellation()
        for number in range(2, 10):
            yield number

    async with aclosing(prefetch(numbers())) as source:
        assert await anext(source) == 1
        await asyncio.sleep(0.01)


async def test_a_lease_that_is_given_up_is_not_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its renewal misses a cancellation, and would hold the lease for as long as the process runs."""
    leases = Leases()
    monkeypatch.setattr("cocoon.services.lease.RENEW_SECONDS", 0.0)
    async with hold_lease(leases, "images"):  # type: ignore[arg-type]
        await leases.renewing.wait()
    assert not leases.is_held
    await asyncio.sleep(0.05)
    assert not leases.is_held


class Leases:
    """A collection with one lease, whose second update misses a cancellation."""

    def __init__(self) -> None:
        self.is_held, self.updates, self.renewing = False, 0, asyncio.Event()

    async def update_one(self, filter_: dict[str, Any], *_: object, **options: bool) -> Any:  # noqa: ANN401
        self.updates += 1
        if self.updates == 3:
            self.renewing.set()
            await miss_one_cancellation()
        if options.get("upsert"):
            self.is_held = True
        return type("Result", (), {"matched_count": int("owner" in filter_ and self.is_held)})

    async def delete_one(self, _: object) -> None:
        self.is_held = False
