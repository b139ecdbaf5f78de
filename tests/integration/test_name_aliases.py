"""Names that the account reads as the same blob lead to one document."""

import dataclasses
import logging

import pytest

from classify_image import ignored_events
from classify_image.listed_name import as_listed
from cocoon.records.message import ImageMessage
from cocoon.services.clients import Clients
from cocoon.services.image_removal import ImageRemover
from cocoon.settings.app_settings import Settings
from tests.kits.containers import upload
from tests.kits.documents import insert_document
from tests.kits.labelling import concerns_an_image
from tests.kits.messages import CLOUD_EVENTS, event

HOST = "https://account.dfs.core.windows.net"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/1.jpg", "a/1.jpg"),
        ("a./1.jpg", "a/1.jpg"),
        ("a/1.jpg.", "a/1.jpg"),
        ("a//1.jpg", "a/1.jpg"),
        ("a.//1.jpg", "a/1.jpg"),
        ("kept./2.jpg", "kept./2.jpg"),  # the emulator keeps such names, and lists them
        ("kept//3.jpg", "kept//3.jpg"),
        ("nowhere./4.jpg", "nowhere./4.jpg"),
    ],
)
async def test_a_name_is_taken_as_the_account_lists_it(
    clients: Clients, settings: Settings, path: str, expected: str
) -> None:
    await upload(clients, "a/1.jpg", "kept./2.jpg", "kept//3.jpg")
    message = ImageMessage(settings.images_container, path, "1")
    found = await as_listed(clients.images_container, message)
    assert found == dataclasses.replace(message, path=expected)


async def test_documents_with_a_backslash_go(clients: Clients, settings: Settings) -> None:
    await upload(clients, "2024/1.jpg")
    await insert_document(clients, settings, "2024\\1.jpg")
    await insert_document(clients, settings, "2024/1.jpg")
    remover = ImageRemover.of(clients)
    assert await remover.remove_if_gone("2024\\1.jpg")
    assert not await remover.remove_if_gone("2024/1.jpg")
    assert [each["path"] async for each in clients.images.find()] == ["2024/1.jpg"]


async def test_a_rename_removes_the_old_and_labels_the_new(clients: Clients, settings: Settings) -> None:
    name = settings.images_container
    await upload(clients, "new.jpg", "stays.jpg")
    for path in ("old.jpg", "stays.jpg"):
        await insert_document(clients, settings, path)
    urls = {"sourceUrl": f"{HOST}/{name}/old.jpg", "destinationUrl": f"{HOST}/{name}/new.jpg"}
    assert await concerns_an_image(
        event("BlobRenamed", name, "new.jpg", schema=CLOUD_EVENTS, **urls), clients, settings
    )
    assert [each["path"] async for each in clients.images.find()] == ["stays.jpg"]
    # What came back meanwhile stays; what is no image any more goes, and nothing is labelled.
    urls = {"sourceUrl": f"{HOST}/{name}/stays.jpg", "destinationUrl": f"{HOST}/{name}/notes.txt"}
    assert not await concerns_an_image(
        event("BlobRenamed", name, "notes.txt", schema=CLOUD_EVENTS, **urls), clients, settings
    )
    assert await clients.images.count_documents({}) == 1
    await insert_document(clients, settings, "left.jpg")
    urls = {"sourceUrl": f"{HOST}/{name}/left.jpg", "destinationUrl": f"{HOST}/another/left.jpg"}
    assert not await concerns_an_image(
        event("BlobRenamed", "another", "left.jpg", schema=CLOUD_EVENTS, **urls), clients, settings
    )
    assert await clients.images.count_documents({"path": "left.jpg"}) == 0


async def test_other_events_leave_nothing_and_are_said_once(
    clients: Clients, settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ignored_events, "_logged", set())
    with caplog.at_level(logging.INFO, logger="classify_image.ignored_events"):
        for number in range(20):
            for kind in ("DirectoryCreated", "BlobTierChanged"):
                body = event(
                    kind, settings.images_container, f"{number}.jpg", schema=CLOUD_EVENTS, url=f"{HOST}/c/{number}.jpg"
                )
                assert not await concerns_an_image(body, clients, settings)
    assert await clients.images.count_documents({}) == 0
    kinds = ("BlobTierChanged", "DirectoryCreated")
    assert sorted(str(record.args) for record in caplog.records) == [
        str((f"Microsoft.Storage.{kind}",)) for kind in kinds
    ]
