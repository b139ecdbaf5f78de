"""Documents whose blob is gone are removed, by listings and by events."""

import pytest
from azure.storage.blob import ContentSettings

from cocoon.records.image_document import document_id
from cocoon.records.listing import FULL_EVERY
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs.timer_tick import on_tick
from tests.kits.containers import upload
from tests.kits.documents import insert_document
from tests.kits.labelling import concerns_an_image
from tests.kits.listings import load_only_listing, save_listing
from tests.kits.messages import event


@pytest.mark.usefixtures("small_pages")
async def test_documents_whose_blob_is_gone_are_removed_once_a_day(clients: Clients, settings: Settings) -> None:
    there = [f"{number:02}.jpg" for number in range(0, 40, 2)]
    gone = ["!first.jpg", *(f"{number:02}.jpg" for number in range(1, 40, 2)), "zz/last.jpg"]
    await upload(clients, *there)
    for path in (*there, *gone):
        await insert_document(clients, settings, path)
    no_blobs = {"bad-message/1", "bad-message/2"}
    await insert_document(clients, settings, "bad-message/1", error={"code": "bad_message"})
    await insert_document(clients, settings, "bad-message/2", error={"code": "wrong_container"})
    await clients.thumbnails_container.create_container()
    await clients.thumbnails_container.upload_blob("t.jpg", b"x")
    _id = document_id(settings.images_container, gone[0])
    await clients.images.update_one({"_id": _id}, {"$set": {"thumbnail": "t.jpg"}})
    await on_tick(clients, settings)
    assert (await load_only_listing(clients, settings)).removed == len(gone)
    assert {each["path"] async for each in clients.images.find()} == {*there, *no_blobs}
    assert [blob.name async for blob in clients.thumbnails_container.list_blobs()] == []

    await insert_document(clients, settings, "gone.jpg")
    await on_tick(clients, settings)  # a quick one
    assert await clients.images.count_documents({"path": "gone.jpg"}) == 1
    listing = await load_only_listing(clients, settings)
    assert listing.last_full
    listing.last_full -= FULL_EVERY
    await save_listing(clients, listing)
    await on_tick(clients, settings)
    assert await clients.images.count_documents({"path": "gone.jpg"}) == 0


async def test_a_container_that_was_emptied_is_reconciled(clients: Clients, settings: Settings) -> None:
    await insert_document(clients, settings, "gone.jpg")
    await on_tick(clients, settings)
    assert await clients.images.count_documents({}) == 0


async def test_events(clients: Clients, settings: Settings) -> None:
    container, content = settings.images_container, ContentSettings(content_type="image/png")
    await clients.images_container.upload_blob("there", b"x", content_settings=content)
    for path in ("there", "gone"):
        await insert_document(clients, settings, path)
    concerned = {
        name: await concerns_an_image(body, clients, settings)
        for name, body in {
            "created": event("BlobCreated", container, "a.jpg"),
            "by type": event("BlobCreated", container, "there", contentType="image/png"),
            "text": event("BlobCreated", container, "a.txt", contentType="text/plain"),
            "thumbnail": event("BlobCreated", settings.thumbnails_container, "a.jpg"),
            "deleted": event("BlobDeleted", container, "gone"),
            "deleted before it came back": event("BlobDeleted", container, "there"),
            "never seen": event("BlobDeleted", container, "never"),
            "own": b"a.txt",
            "bad": b"{",
        }.items()
    }
    assert {name for name, yes in concerned.items() if yes} == {"created", "by type", "own", "bad"}
    assert [each["path"] async for each in clients.images.find()] == ["there"]
