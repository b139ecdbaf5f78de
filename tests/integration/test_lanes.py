import asyncio
import threading

import pytest

from classify_image import lanes
from classify_image.lanes import Lanes
from cocoon.errors import PermanentError, TransientError


async def test_stuck_images_do_not_condemn_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "SPARE_THREADS", 3)
    two, release = Lanes(2, 0.05), threading.Event()
    stuck = await asyncio.gather(*(two.run(release.wait) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in stuck] == [PermanentError] * 3
    with pytest.raises(TransientError, match="All threads are kept"):
        await two.run(lambda: None)
    release.set()
    while two._given_up:  # noqa: ASYNC110 - it is for the test to poll
        await asyncio.sleep(0.01)
    assert await two.run(lambda: "done") == "done"
    two.close()
