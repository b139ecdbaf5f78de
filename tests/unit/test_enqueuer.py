"""A listing that is killed at any step, and continued: nothing is lost, and nothing is sent twice."""

import json
from collections import Counter
from datetime import UTC, datetime
from time import monotonic

import pytest

from cocoon.records.listing import Listing
from cocoon.selection.selection import Selection
from enqueue_blobs.blob_pages import ListedBlob
from enqueue_blobs.enqueuer import Enqueuer
from enqueue_blobs.page_lookup import look_up
from tests.kits.crashes import Crash, Steps
from tests.kits.in_memory_listing import Account, Head, Held, Lookup

AT = datetime(2026, 1, 1, tzinfo=UTC)
BLOBS = [ListedBlob(f"{number:02}.jpg", "1", None, AT, 1) for number in range(8)]
GONE = ("00-gone.jpg", "04-gone.jpg", "99-gone.jpg")


def account(crash_at: int | None = None) -> Account:
    """Eight images on three pages, of which one is done; three documents have no blob."""
    return Account(BLOBS, Steps(crash_at), documents={"03.jpg": "1"} | dict.fromkeys(GONE, "1"))


async def run(made: Account, listing: Listing) -> bool:
    async def clearing_suffix() -> str:
        return "-cleared"

    enqueuer = Enqueuer(made.send, clearing_suffix, made, made, made, Held(), monotonic() + 60)
    return await enqueuer.run(look_up(made.pages(listing), listing, Selection(), Lookup(made), Head()), listing)


async def crash_and_continue(crash_at: int) -> Account:
    """Run a full listing that is killed at a step, then run it again as the next tick does."""
    made = account(crash_at)
    with pytest.raises(Crash):
        await run(made, Listing("images", ""))
    made.steps = Steps()
    assert await run(made, made.saved or Listing("images", ""))
    return made


async def steps_of_a_whole_run() -> int:
    made = account()
    assert await run(made, Listing("images", ""))
    return made.steps.taken


async def test_a_full_listing_sends_what_is_new_and_removes_what_is_gone() -> None:
    made = account()
    assert await run(made, Listing("images", ""))
    assert [json.loads(body)["path"] for body in made.sent.values()] == [
        blob.path for blob in BLOBS if blob.path != "03.jpg"
    ]
    assert made.documents == {"03.jpg": "1"}
    assert made.saved
    assert (made.saved.listed, made.saved.enqueued, made.saved.skipped, made.saved.removed) == (8, 7, 1, 3)
    assert made.saved.finished


async def test_a_crash_at_any_step_loses_and_doubles_nothing() -> None:
    whole = await steps_of_a_whole_run()
    assert whole > 40
    for crash_at in range(whole):
        made = await crash_and_continue(crash_at)
        sent = Counter(json.loads(body)["path"] for body in made.sent.values())
        assert sent == {blob.path: 1 for blob in BLOBS if blob.path != "03.jpg"}, crash_at
        assert made.documents == {"03.jpg": "1"}, crash_at
        assert made.saved, crash_at
        assert made.saved.finished, crash_at


async def test_an_incremental_listing_sends_a_version_once() -> None:
    made = account()
    assert await run(made, Listing("images", "", since=AT))
    assert await run(made, Listing("images", "", since=AT))
    assert len(made.sent) == 7
    assert all(message_id.endswith("-cleared") for message_id in made.sent)
