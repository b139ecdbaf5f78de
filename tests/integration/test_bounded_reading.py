"""What the app checks after reading does not make it read on: it stops where its access path says."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from cocoon.records.image_document import FAILED
from cocoon.records.listing import REQUEST, Listing
from cocoon.services.access_paths import image_paths, record_paths
from cocoon.services.access_paths.access_path import AccessPath
from cocoon.services.clients import Clients
from cocoon.services.lease import Lease
from cocoon.settings.app_settings import Settings
from enqueue_blobs.already_done import KnownVersions
from enqueue_blobs.blob_pages import ListedBlob
from enqueue_blobs.failed_images import failed_pages
from enqueue_blobs.request_bodies import RetryRequest
from enqueue_blobs.resending import RetryResult, resend
from tests.kits.documents import AT, insert_document
from tests.kits.listings import load_listings, save_listing
from tests.kits.queue import receive_paths


@pytest.fixture
def small_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that read a few entries, so that some records make several."""

    def at_most(paths: object, name: str, most: int) -> None:
        path: AccessPath = getattr(paths, name)
        monkeypatch.setattr(paths, name, dataclasses.replace(path, most=most))

    for name in ("FAILED", "FAILED_AT"):
        at_most(image_paths, name, 3)
    for paths, some, between in ((image_paths, "SOME", "PATHS"), (record_paths, "MARKS", "MARKS_BETWEEN")):
        at_most(paths, some, 2)
        at_most(paths, between, 5)
    at_most(record_paths, "LISTINGS", 2)
    at_most(record_paths, "MARKS_OF_IMAGE", 2)


async def insert_failed(clients: Clients, settings: Settings, *paths: str, at: datetime = AT) -> None:
    for path in paths:
        error = {"code": "image_damaged", "message": "So."}
        await insert_document(clients, settings, path, status=FAILED, error=error, classified_at=at)


@pytest.mark.usefixtures("small_reads")
async def test_failed_images_are_read_once_each_the_oldest_first(clients: Clients, settings: Settings) -> None:
    times = [AT + timedelta(seconds=number) for number in (0, 1, 1, 1, 1, 1, 1, 1, 2, 3)]
    for number, at in enumerate(times):
        await insert_failed(clients, settings, f"{number}.jpg", at=at)
    pages = [page async for page in failed_pages(clients.images, settings.images_container)]
    assert [len(page) for page in pages] == [3, 3, 3, 1]
    read = [each for page in pages for each in page]
    assert [each["classified_at"] for each in read] == times
    assert len({each["path"] for each in read}) == 10


@pytest.mark.usefixtures("small_reads")
async def test_a_retry_stops_when_its_time_is_over(clients: Clients, settings: Settings) -> None:
    await insert_failed(clients, settings, *(f"a/{number}.jpg" for number in range(9)))
    await insert_failed(clients, settings, "b/1.jpg", at=AT + timedelta(seconds=1))
    request, container = RetryRequest("b/", "image_damaged"), settings.images_container
    assert await resend(request, clients, container, seconds=-1.0) == RetryResult(0, 0, done=False)
    assert await resend(request, clients, container) == RetryResult(1, 0, done=True)
    assert await receive_paths(clients, settings) == ["b/1.jpg"]


@pytest.mark.usefixtures("small_reads")
async def test_versions_are_known_whatever_lies_between_them(clients: Clients, settings: Settings) -> None:
    versions = KnownVersions(clients.images, clients.queued, settings.images_container)
    blobs = [ListedBlob(f"{number}.jpg", str(number), None, AT) for number in range(4)]
    for blob in blobs[:3]:
        await insert_document(clients, settings, blob.path, etag=blob.etag)
    await versions.mark_sent(blobs[1:])
    expected = {blob.version for blob in blobs}
    assert await versions.done(blobs) == expected - {blobs[3].version}
    assert (await versions.sent(blobs)).keys() == expected - {blobs[0].version}
    for number in range(5):  # of blobs that are gone: more than a command reads
        await insert_document(clients, settings, f"1-{number}.jpg")
        await versions.mark_sent([ListedBlob(f"1-{number}.jpg", "1", None, AT)])
    assert await versions.done(blobs) == expected - {blobs[3].version}
    assert (await versions.sent(blobs)).keys() == expected - {blobs[0].version}


async def test_marks_of_a_week_ago_are_not_believed(clients: Clients, settings: Settings) -> None:
    versions = KnownVersions(clients.images, clients.queued, settings.images_container)
    blobs = [ListedBlob(f"{number}.jpg", "1", None, AT) for number in range(2)]
    await versions.mark_sent(blobs)
    long_ago = datetime.now(UTC) - timedelta(days=8)
    await clients.queued.update_one({"path": "0.jpg"}, {"$set": {"at": long_ago}})
    assert (await versions.sent(blobs)).keys() == {blobs[1].version}


@pytest.mark.usefixtures("small_reads")
async def test_listings_are_loaded_page_by_page(clients: Clients, settings: Settings) -> None:
    requests = [Listing(settings.images_container, f"{number}/", REQUEST) for number in range(5)]
    timers = [Listing(settings.images_container, prefix) for prefix in ("a/", "b/")]
    for listing in (*requests, *timers, Listing("others", "c/")):
        await save_listing(clients, listing)
    loaded = await load_listings(clients, settings)
    assert sorted(listing.id for listing in loaded) == sorted(listing.id for listing in (*requests, *timers))


async def test_a_lease_is_held_though_the_answer_was_lost(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease, update_one, answers = Lease(clients.leases, settings.images_container), clients.leases.update_one, []

    async def repeat_the_second(*arguments: object, **options: object) -> object:
        answers.append(await update_one(*arguments, **options))  # type: ignore[arg-type] # passed on
        return await update_one(*arguments, **options) if len(answers) == 2 else answers[-1]  # type: ignore[arg-type]

    monkeypatch.setattr(clients.leases, "update_one", repeat_the_second)
    assert await lease.acquire()
    lease.check()
    assert len(answers) == 3
    assert not await Lease(clients.leases, settings.images_container).acquire()
