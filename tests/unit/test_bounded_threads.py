"""Work in threads is given up after a time, and counts until it ends."""

import asyncio
import gc
import threading
import weakref

import pytest

from classify_image.bounded_threads import BoundedThreads
from cocoon.errors import PermanentError, TransientError


async def test_stuck_images_do_not_condemn_others() -> None:
    two, release = BoundedThreads(2, 0.05, spare=3), threading.Event()
    stuck = await asyncio.gather(*(two.run(release.wait) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in stuck] == [PermanentError] * 3
    with pytest.raises(TransientError, match="All threads are busy"):
        await two.run(lambda: None)
    release.set()
    while two._given_up:  # noqa: ASYNC110 - it is for the test to poll
        await asyncio.sleep(0.01)
    assert await two.run(lambda: "done") == "done"
    two.close()


async def test_what_fails_holds_nothing_when_its_error_is_gone() -> None:
    """No cycle of the error, its frames and the future: a decoded image would outlive its share of the memory."""

    class Pixels:
        pass

    seen = list[weakref.ref[Pixels]]()

    def fail() -> None:
        pixels = Pixels()
        seen.append(weakref.ref(pixels))
        message = "damaged"
        raise ValueError(message)

    one = BoundedThreads(1, 5.0)
    gc.disable()
    try:
        with pytest.raises(ValueError, match="damaged") as caught:
            await one.run(fail)
        del caught
        await asyncio.sleep(0)
        assert seen[0]() is None
    finally:
        gc.enable()
        one.close()


async def test_what_is_cancelled_counts_as_given_up_until_it_ends() -> None:
    one, release, ended = BoundedThreads(1, 5.0), threading.Event(), list[int]()
    running = asyncio.create_task(one.run(release.wait, lambda: ended.append(1)))
    await asyncio.sleep(0.05)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (len(one._given_up), ended) == (1, [])
    release.set()
    while one._given_up:  # noqa: ASYNC110 - it is for the test to poll
        await asyncio.sleep(0.01)
    assert ended == [1]
    one.close()
