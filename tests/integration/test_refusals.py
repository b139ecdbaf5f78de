"""A service that refuses one request for good stops nothing else."""

import asyncio
import dataclasses
import json
import time
from typing import Any

import pytest
from azure.storage.blob import StandardBlobTier

from classify_image.classifier import Classifier
from classify_image.invocation import handle
from cocoon.errors import ProblemError, TransientError
from cocoon.records.image_document import failure_code
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from query_labels.image_address import ImageAddress
from query_labels.pictures import content
from tests.kits.labelling import label, label_and_find
from tests.kits.messages import message_body
from tests.kits.queue import receive_all
from tests.kits.sample_images import COFFEE
from tests.kits.storage_errors import refusal


async def test_archived_blobs_fail_at_once_and_others_are_labelled(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    for number in range(16):
        await clients.images_container.upload_blob(
            f"archived/{number}.png", COFFEE.read_bytes(), standard_blob_tier=StandardBlobTier.ARCHIVE
        )
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    begun = time.monotonic()
    paths = [*(f"archived/{number}.png" for number in range(16)), "a.png"]
    documents = await asyncio.gather(
        *(label_and_find(classifier, clients, message_body(settings, path)) for path in paths)
    )
    assert time.monotonic() - begun < 20
    assert [failure_code(each) for each in documents[:-1]] == ["blob_archived"] * 16
    assert "is in the archive tier; it can be read once it is rehydrated" in str(documents[0]["error"])
    assert documents[-1]["status"] == "labelled"
    await clients.images_container.get_blob_client(paths[0]).set_standard_blob_tier(StandardBlobTier.HOT)
    assert (await label_and_find(classifier, clients, message_body(settings, paths[0])))["status"] == "labelled"
    address = ImageAddress.parse(settings.images_container, paths[1], [], ())
    with pytest.raises(ProblemError, match="is in the archive tier") as caught:
        await content.original(clients, address)
    assert caught.value.status == 409


async def test_a_missing_container_is_no_failure_of_an_image(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.delete_container()
    with pytest.raises(TransientError):
        await label(dataclasses.replace(classifier, outage_seconds=0.1), message_body(settings, "a.png"))
    assert await clients.images.count_documents({}) == 0


async def test_labels_do_without_a_thumbnail_that_the_account_refuses(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise refusal("BlobImmutableDueToPolicy", 409)

    monkeypatch.setattr(clients.thumbnails_container, "upload_blob", refuse)
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    document = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert (document["status"], document["thumbnail"]) == ("labelled", None)


async def test_a_list_of_events_becomes_a_message_for_each(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cocoon.settings.app_settings.current", lambda: settings)
    monkeypatch.setattr("cocoon.services.clients.current", lambda: clients)
    events = [{"container": settings.images_container, "path": f"{number}.jpg"} for number in range(300)]
    events[7] = {"nonsense": "1"}
    for _ in range(2):  # the second time as a redelivery
        await handle(json.dumps(events).encode())
    received: list[dict[str, Any]] = [*await receive_all(clients, settings)]
    assert sorted(received, key=str) == sorted(events, key=str)
