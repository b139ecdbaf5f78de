"""Blobs that are left out: not images, archived, empty or excluded."""

import dataclasses
from datetime import UTC, datetime

import pytest
from azure.storage.blob import StandardBlobTier

from cocoon.errors import NotFoundError
from cocoon.selection.by_products import BY_PRODUCTS
from cocoon.selection.path_patterns import PathPatterns
from cocoon.selection.selection import Selection
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from enqueue_blobs.timer_tick import on_tick
from query_labels.image_address import ImageAddress
from query_labels.image_lookup import get_image
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.overview import statistics
from tests.kits.containers import upload
from tests.kits.documents import image_document, insert_document
from tests.kits.listings import load_listings, save_listing, tick_in_full
from tests.kits.queue import receive_paths
from tests.kits.thesauri import NO_THESAURUS

BY_PRODUCT = {"reason": "by_product", "blobs": 2, "example": "._1.jpg"}


async def archive(clients: Clients, path: str, tier: StandardBlobTier = StandardBlobTier.ARCHIVE) -> None:
    await clients.images_container.get_blob_client(path).set_standard_blob_tier(tier)


async def test_what_is_left_out_is_counted_and_named(clients: Clients, settings: Settings) -> None:
    await upload(
        clients, "1.jpg", "._1.jpg", "@eaDir/1.jpg/SYNOPHOTO_THUMB_XL.jpg", "film.mp4", "cold.jpg", "x/notes.txt"
    )
    await clients.images_container.upload_blob("empty.jpg", b"")
    await archive(clients, "cold.jpg")
    expected = [
        BY_PRODUCT,
        {"reason": "other_type", "blobs": 2, "example": "film.mp4"},
        {"reason": "archived", "blobs": 1, "example": "cold.jpg"},
        {"reason": "empty", "blobs": 1, "example": "empty.jpg"},
    ]
    assert (await on_request(EnqueueRequest(dry_run=True), clients, settings)).left_out == expected
    await on_tick(clients, settings)
    shown = await statistics(clients, settings, CountStore(clients), 60)
    assert shown["left_out"] == expected
    assert await receive_paths(clients, settings) == ["1.jpg"]
    await on_tick(clients, settings)  # an incremental listing goes over all blobs, too
    assert (await statistics(clients, settings, CountStore(clients), 60))["left_out"] == expected


async def test_while_a_listing_is_under_way_the_one_before_is_what_is_known(
    clients: Clients, settings: Settings
) -> None:
    await upload(clients, "._1.jpg", "._2.jpg")
    await on_tick(clients, settings)
    (listing,) = await load_listings(clients, settings)
    await save_listing(clients, listing.following(datetime.now(UTC)))
    assert (await statistics(clients, settings, CountStore(clients), 60))["left_out"] == [BY_PRODUCT]


async def test_archived_blobs_are_found_when_they_are_rehydrated(clients: Clients, settings: Settings) -> None:
    etags = await upload(clients, "1.jpg", "2.jpg")
    for path in etags:
        await archive(clients, path)
    # One was asked for by an event, and has failed.
    await insert_document(
        clients, settings, "1.jpg", etag=etags["1.jpg"], error={"code": "blob_archived", "message": "So."}
    )
    await on_tick(clients, settings)
    assert await receive_paths(clients, settings) == []
    for path in etags:
        await archive(clients, path, StandardBlobTier.HOT)
    await tick_in_full(clients, settings)
    assert await receive_paths(clients, settings) == ["1.jpg", "2.jpg"]


@pytest.mark.parametrize("becomes", ["empty", "archived"])
async def test_labels_of_an_older_version_do_not_stay(clients: Clients, settings: Settings, becomes: str) -> None:
    etags = await upload(clients, "1.jpg")
    await insert_document(clients, settings, "1.jpg", etag=etags["1.jpg"])
    await clients.images_container.upload_blob("1.jpg", b"" if becomes == "empty" else b"new", overwrite=True)
    if becomes == "archived":
        await archive(clients, "1.jpg")
    await on_tick(clients, settings)
    assert await clients.images.count_documents({}) == 0


async def test_what_is_archived_later_stays_searchable(clients: Clients, settings: Settings) -> None:
    etags = await upload(clients, "1.jpg")
    await insert_document(clients, settings, "1.jpg", etag=etags["1.jpg"])
    await archive(clients, "1.jpg")
    await on_tick(clients, settings)
    assert await clients.images.count_documents({}) == 1


@pytest.mark.parametrize(
    "changed",
    [
        Selection(excluded_prefixes=("a/",)),
        Selection(excluded=PathPatterns.parse([*BY_PRODUCTS, "1.*"])),
        Selection(extensions=(".png",)),
    ],
    ids=["prefix", "pattern", "extension"],
)
async def test_what_is_excluded_later_goes_and_comes_back(
    clients: Clients, settings: Settings, changed: Selection
) -> None:
    etags = await upload(clients, "a/1.jpg", "b/2.png")
    await on_tick(clients, settings)
    assert len(await receive_paths(clients, settings)) == 2
    for path, etag in etags.items():
        await insert_document(clients, settings, path, etag=etag)
    await tick_in_full(clients, dataclasses.replace(settings, selection=changed))
    assert [each["path"] async for each in clients.images.find()] == ["b/2.png"]
    assert await clients.queued.count_documents({"path": "a/1.jpg"}) == 0
    await tick_in_full(clients, settings)
    assert await receive_paths(clients, settings) == ["a/1.jpg"]


@pytest.mark.parametrize(
    ("path", "reason", "said"),
    [
        ("._1.jpg", "by_product", "EXCLUDED_PATTERNS"),
        ("film.mp4", "other_type", "IMAGE_EXTENSIONS"),
        ("empty.jpg", "empty", "no content"),
        ("cold.jpg", "archived", "archive tier"),
        ("new.jpg", "waiting", "POST /api/enqueue"),
        ("nowhere.jpg", "no_blob", "no such blob"),
    ],
)
async def test_who_asks_for_an_image_that_is_not_known_is_told_why(
    clients: Clients, settings: Settings, path: str, reason: str, said: str
) -> None:
    await upload(clients, "._1.jpg", "film.mp4", "cold.jpg", "new.jpg")
    await clients.images_container.upload_blob("empty.jpg", b"")
    await archive(clients, "cold.jpg")
    address = ImageAddress.parse(settings.images_container, path, [])
    with pytest.raises(NotFoundError, match="has been looked at") as caught:
        await get_image(clients, settings, NO_THESAURUS, address)
    assert said in str(caught.value)
    assert caught.value.members == {"reason": reason}


async def test_another_container_is_neither_shown_nor_lost(clients: Clients, settings: Settings) -> None:
    await clients.images.insert_one(image_document("another", "1.jpg"))
    await on_tick(clients, settings)
    assert await clients.images.count_documents({"container": "another"}) == 1
