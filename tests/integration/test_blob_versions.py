"""A blob that changes ends with the labels of its last version, whatever the order of messages."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from azure.storage.blob.aio import ContainerClient

from classify_image.blob_download import OpenBlob, open_blob
from classify_image.classifier import Classifier
from classify_image.document_store import Stored, find, store
from cocoon.records.image_document import ImageDocument, failure_code
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from tests.kits.documents import changed
from tests.kits.labelling import label, label_and_find
from tests.kits.messages import CLOUD_EVENTS, event, message_body
from tests.kits.sample_images import CHELSEA, COFFEE


async def store_again(clients: Clients, document: ImageDocument) -> Stored:
    """Store a document in place of what the database has."""
    before = await find(clients.images, document["_id"])
    return (await store(clients.images, document, before, clients.images_container)).stored


async def test_an_older_version_never_replaces_a_newer_one(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    newer = await label(classifier, message_body(settings, "a.png"))
    assert newer["modified"]
    older = changed(newer, etag="older", modified=newer["modified"] - timedelta(seconds=1))
    assert await store_again(clients, older) is Stored.SUPERSEDED
    same_second = changed(newer, etag="not what the blob is now")
    assert await store_again(clients, same_second) is Stored.SUPERSEDED
    stored = await clients.images.find_one({"_id": newer["_id"]})
    assert stored
    assert stored["etag"] == newer["etag"]
    newest = changed(newer, etag="newest", modified=newer["modified"] + timedelta(seconds=1))
    assert await store_again(clients, newest) is Stored.REPLACED
    assert await clients.images.count_documents({"etag": "newest"}) == 1


async def test_a_blob_overwritten_within_its_second_ends_with_its_last_labels(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", CHELSEA.read_bytes())
    first = await label(classifier, message_body(settings, "a.png"))
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes(), overwrite=True)
    second = await label(classifier, message_body(settings, "a.png"))
    late = changed(first, modified=second["modified"])
    assert await store_again(clients, late) is Stored.SUPERSEDED
    early = changed(second, etag="another of the same second")
    await clients.images.replace_one({"_id": second["_id"]}, early)
    assert await store_again(clients, second) is Stored.REPLACED
    document = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert (document["etag"], document["labels"][0]["name"]) == (second["etag"], "espresso")


async def test_a_blob_overwritten_during_its_classification(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first version is seen, the blob changes, the second is labelled, then the first is stored."""
    await clients.images_container.upload_blob("a.png", CHELSEA.read_bytes())
    seen, go_on = asyncio.Event(), asyncio.Event()
    threads = classifier.examiner._threads  # type: ignore[attr-defined]
    run = threads.run

    async def pause_the_first(work: Callable[[], Any], *ended: Callable[[], None]) -> Any:  # noqa: ANN401
        result = await run(work, *ended)
        if ended and not seen.is_set():
            seen.set()
            await go_on.wait()
        return result

    monkeypatch.setattr(threads, "run", pause_the_first)
    first = asyncio.create_task(label(classifier, message_body(settings, "a.png", "1")))
    await seen.wait()
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes(), overwrite=True)
    second = await label(classifier, message_body(settings, "a.png", "2"))
    go_on.set()
    await first
    stored = await clients.images.find_one({})
    assert stored
    assert (stored["etag"], stored["labels"][0]["name"]) == (second["etag"], "espresso")
    assert await clients.images.count_documents({}) == 1


async def test_what_was_gone_does_not_replace_what_came_later(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    gone = await label(classifier, message_body(settings, "a.png"))
    assert failure_code(gone) == "blob_not_found"
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    await label(classifier, message_body(settings, "a.png"))
    assert await store_again(clients, gone) is Stored.SUPERSEDED
    await clients.images_container.delete_blob("a.png")
    assert failure_code(await label_and_find(classifier, clients, message_body(settings, "a.png"))) == "blob_not_found"


async def test_a_version_that_is_labelled_costs_one_look_up(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    done = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    message = message_body(settings, "a.png", done["etag"])
    with monkeypatch.context() as patched:
        patched.setattr("classify_image.image_examiner.open_blob", None)  # it would be a TypeError
        assert await label_and_find(classifier, clients, message) == done
    again = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert again["classified_at"] > done["classified_at"]  # a message without an etag asks for it anew


async def test_an_event_and_a_listing_of_one_blob_at_once_label_it_once(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clients.images_container.upload_blob("a b.png", COFFEE.read_bytes())
    properties = await clients.images_container.get_blob_client("a b.png").get_blob_properties()
    etag = properties.etag.strip('"')
    created = event("BlobCreated", settings.images_container, "a b.png", schema=CLOUD_EVENTS, eTag=etag)
    opened: list[str] = []

    async def open_counted(container: ContainerClient, path: str) -> OpenBlob:
        opened.append(path)
        return await open_blob(container, path)

    monkeypatch.setattr("classify_image.image_examiner.open_blob", open_counted)
    messages = [created, message_body(settings, "a b.png", properties.etag)] * 3
    documents = await asyncio.gather(*(label(classifier, message) for message in messages))
    assert opened == ["a b.png"]
    assert {document["etag"] for document in documents} == {properties.etag.strip('"')}


async def test_a_message_without_an_etag_is_never_taken_for_done(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    gone = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert (failure_code(gone), gone["etag"]) == ("blob_not_found", None)
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    document = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert document["status"] == "labelled"
