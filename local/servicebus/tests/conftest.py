"""Fixtures: one stand-in for all tests that do not stop it, and queues whose SDK handlers the tests share."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from ..queues.broker import Broker
from ..storage.store import Store
from .kit import Box, StandIn, TakeBox

Boxes = dict[tuple[tuple[str, object], ...], Box]


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("servicebus") / "queues.db") as running:
        yield running
        assert "Traceback" not in running.complaints()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def boxes() -> AsyncIterator[Boxes]:
    opened: Boxes = {}
    yield opened
    await asyncio.gather(*(box.close() for box in opened.values()))


@pytest_asyncio.fixture(loop_scope="session")
async def take_box(stand_in: StandIn, boxes: Boxes) -> AsyncIterator[TakeBox]:
    """Hand out an empty queue with handlers; one that a test leaves messages in is not used again."""
    taken: Boxes = {}

    async def take(**properties: object) -> Box:
        key = tuple(sorted(properties.items()))
        taken[key] = boxes.pop(key) if key in boxes else await Box.open(stand_in, **properties)
        return taken[key]

    yield take
    for key, box in taken.items():
        if any(box.counts().values()):
            await box.close()
        else:
            boxes[key] = box


@pytest_asyncio.fixture(loop_scope="session")
async def box(take_box: TakeBox) -> Box:
    """A queue whose locks last longer than any test."""
    return await take_box()


@pytest_asyncio.fixture(loop_scope="session")
async def brief_box(take_box: TakeBox) -> Box:
    """A queue whose locks last 0.8 seconds, and which dead-letters a message after three deliveries."""
    return await take_box(LockDuration="PT0.8S", MaxDeliveryCount=3, DeadLetteringOnMessageExpiration="true")


@pytest.fixture
async def broker() -> AsyncIterator[Broker]:
    """A broker without a connection, in memory."""
    broker = Broker(Store(":memory:"))
    yield broker
    broker.close()
    broker.store.close()
