"""Listings stop, go on with the next tick, and end."""

import dataclasses
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from cocoon.errors import TransientError
from cocoon.records.listing import REQUEST, Listing
from cocoon.services.clients import Clients
from cocoon.services.lease import hold_lease
from cocoon.settings.app_settings import Settings
from enqueue_blobs import blob_pages
from enqueue_blobs.blob_pages import ListedBlob
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.enqueuer import Enqueuer
from enqueue_blobs.request_bodies import EnqueueRequest
from enqueue_blobs.timer_tick import continue_listings, on_tick
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.overview import statistics
from tests.kits.containers import upload
from tests.kits.documents import insert_document
from tests.kits.listings import load_listings, load_only_listing, save_listing
from tests.kits.queue import receive_all


@pytest.mark.usefixtures("small_pages")
async def test_a_listing_that_runs_out_of_time_goes_on_with_the_next_tick(clients: Clients, settings: Settings) -> None:
    await upload(clients, *(f"{number:02}.jpg" for number in range(25)))
    seen = []
    for _ in range(3):
        await on_tick(clients, settings, seconds=-1.0)  # a page at each tick
        listing = await load_only_listing(clients, settings)
        seen.append((listing.listed, listing.enqueued, listing.finished is not None))
    assert seen == [(10, 10, False), (20, 20, False), (25, 25, True)]
    paths = [message["path"] for message in await receive_all(clients, settings)]
    assert paths == [f"{number:02}.jpg" for number in range(25)]


@pytest.mark.usefixtures("small_pages")
async def test_a_timer_that_ticks_once_a_day_does_not_keep_a_listing_waiting(
    clients: Clients, settings: Settings
) -> None:
    """The timer of every five minutes begins a first listing and continues one, but starts no new one."""
    await upload(clients, *(f"{number:02}.jpg" for number in range(25)))
    for listed in (10, 20, 25):
        await continue_listings(clients, settings, seconds=-1.0)  # a page at each tick
        assert (await load_only_listing(clients, settings)).listed == listed
    finished = await load_only_listing(clients, settings)
    assert finished.finished
    await continue_listings(clients, settings)
    assert await load_only_listing(clients, settings) == finished
    await on_tick(clients, settings, seconds=-1.0)
    assert (await load_only_listing(clients, settings)).run != finished.run


async def test_a_tick_that_met_another_run_is_made_up_for(clients: Clients, settings: Settings) -> None:
    """The timer that ticks once a day lets the next tick look again, which would be tomorrow."""
    daily = dataclasses.replace(settings, enqueue_schedule="0 0 3 * * *")
    await on_tick(clients, daily)
    first = await load_only_listing(clients, settings)
    first.started -= timedelta(days=1, minutes=11)
    await save_listing(clients, first)
    async with hold_lease(clients.leases, settings.images_container):
        await on_tick(clients, daily)
    assert (await load_only_listing(clients, settings)).run == first.run
    await continue_listings(clients, daily)
    assert (await load_only_listing(clients, settings)).run != first.run


@pytest.mark.usefixtures("small_pages")
async def test_a_request_that_runs_out_of_time_is_gone_on_with_by_the_timer(
    clients: Clients, settings: Settings
) -> None:
    await upload(clients, *(f"a/{number:02}.jpg" for number in range(15)))
    result = await on_request(EnqueueRequest(prefix="a/", force=True), clients, settings, seconds=-1.0)
    assert (result.listed, result.enqueued, result.done) == (10, 10, False)
    await on_tick(clients, settings)
    messages = await receive_all(clients, settings)
    assert len(messages) == 15
    assert all(message["etag"] is None for message in messages)
    assert all(each.finished for each in await load_listings(clients, settings))


@pytest.mark.usefixtures("small_pages")
async def test_a_request_that_takes_hours_leaves_the_timer_its_share(clients: Clients, settings: Settings) -> None:
    await upload(clients, *(f"{number:02}.jpg" for number in range(25)))
    await save_listing(clients, Listing(settings.images_container, "", REQUEST, force=True))
    await on_tick(clients, settings, seconds=-1.0)  # a page at each tick, of each listing
    kept = {each.kind: each for each in await load_listings(clients, settings)}
    assert (kept[REQUEST].listed, kept["timer"].listed) == (10, 10)
    assert kept[REQUEST].finished is None


@pytest.mark.usefixtures("small_pages")
async def test_what_ends_a_listing_repeats_one_page_at_most(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, *(f"{number:02}.jpg" for number in range(35)))
    sent: Counter[str] = Counter()
    send_and_mark = Enqueuer._send_and_mark

    async def page_that_fails(self: Enqueuer, listing: Listing, blobs: list[ListedBlob], id_suffix: str) -> None:
        sent.update(blob.path for blob in blobs)
        await send_and_mark(self, listing, blobs, id_suffix)
        if listing.listed == 20 and not sent["failed"]:
            sent["failed"] = 1
            raise TransientError("killed")

    monkeypatch.setattr(Enqueuer, "_send_and_mark", page_that_fails)
    with pytest.raises(TransientError, match="killed"):
        await on_tick(clients, settings)
    assert (await load_only_listing(clients, settings)).error == "killed"
    await on_tick(clients, settings)
    listing = await load_only_listing(clients, settings)
    assert (listing.finished is not None, listing.error) == (True, None)
    assert len(await receive_all(clients, settings)) == 35
    assert max(sent.values()) == 1


async def test_a_continuation_that_is_refused_begins_anew(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, "a.jpg")
    await save_listing(clients, Listing(settings.images_container, "", continuation="gone"))

    async def refuse(*arguments: object) -> None:
        if arguments[2]:
            raise blob_pages.StaleContinuationError("refused")

    pages = blob_pages.list_pages

    async def pages_that_refuse(*arguments: object):  # type: ignore[no-untyped-def] # noqa: ANN202
        await refuse(*arguments)
        async for page in pages(*arguments):  # type: ignore[arg-type] # passed on
            yield page

    monkeypatch.setattr("enqueue_blobs.listing_services.list_pages", pages_that_refuse)
    with pytest.raises(TransientError, match="refused"):
        await on_tick(clients, settings)
    await on_tick(clients, settings)
    assert (await load_only_listing(clients, settings)).enqueued == 1


async def test_a_quick_listing_looks_at_what_changed_only(clients: Clients, settings: Settings) -> None:
    etags = await upload(clients, "a.jpg")
    later = datetime.now(UTC) + timedelta(hours=2)
    done = Listing(settings.images_container, "", started=later, finished=later, last_full=later)
    await save_listing(clients, done)
    await on_tick(clients, settings)  # as if the blob had been there for long
    listing = await load_only_listing(clients, settings)
    assert (listing.listed, listing.enqueued, listing.since) == (
        1,
        0,
        later.replace(microsecond=later.microsecond // 1000 * 1000) - timedelta(hours=1),
    )
    assert (await on_request(EnqueueRequest(), clients, settings)).enqueued == 1  # a request looks at all
    assert [message["etag"] for message in await receive_all(clients, settings)] == [etags["a.jpg"]]


async def test_prefixes_are_listed_side_by_side(clients: Clients, settings: Settings) -> None:
    await upload(clients, "a/1.jpg", "b/1.jpg", "c/1.jpg", "a/private/1.jpg")
    for path in ("b/gone.jpg", "c/elsewhere.jpg"):
        await insert_document(clients, settings, path)
    object.__setattr__(settings, "enqueue_prefixes", ("a/", "b/"))
    object.__setattr__(settings.selection, "excluded_prefixes", ("a/private/",))
    await on_tick(clients, settings)
    assert {message["path"] for message in await receive_all(clients, settings)} == {"a/1.jpg", "b/1.jpg"}
    assert {each.prefix for each in await load_listings(clients, settings)} == {"a/", "b/"}
    assert {each["path"] async for each in clients.images.find()} == {"c/elsewhere.jpg"}
    shown = (await statistics(clients, settings, CountStore(clients), 60))["listings"]
    assert isinstance(shown, list)
    assert {(each["prefix"], each["listed"], each["enqueued"], each["removed"]) for each in shown} == {
        ("a/", 2, 1, 0),
        ("b/", 1, 1, 1),
    }
    assert all(each["finished"] and each["full"] and each["error"] is None for each in shown)


async def test_an_outage_is_shown_and_the_next_tick_goes_on(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, "a.jpg")

    async def refuse(*_: object) -> None:
        raise TransientError("The queue is not available (Refused).")

    with monkeypatch.context() as patch:
        patch.setattr("enqueue_blobs.listing_services.send", refuse)
        with pytest.raises(TransientError):
            await on_tick(clients, settings)
    shown = (await statistics(clients, settings, CountStore(clients), 60))["listings"]
    assert isinstance(shown, list)
    assert (shown[0]["error"], shown[0]["finished"]) == ("The queue is not available (Refused).", None)
    await on_tick(clients, settings)
    assert len(await receive_all(clients, settings)) == 1


async def test_listings_that_are_over_are_forgotten(clients: Clients, settings: Settings) -> None:
    name, long_ago = settings.images_container, datetime.now(UTC) - timedelta(days=2)
    for listing in (
        Listing(name, "old/", REQUEST, finished=long_ago),
        Listing(name, "recent/", REQUEST, finished=datetime.now(UTC)),
        Listing(name, "no longer listed/"),
    ):
        await save_listing(clients, listing)
    await on_tick(clients, settings)
    assert {listing.prefix for listing in await load_listings(clients, settings)} == {"", "recent/"}
