import asyncio
import dataclasses
import io
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from azure.storage.blob.aio import ContainerClient
from PIL import Image

from benchmarks.plain_labels import plain_scores
from classify_image import classifier_cache
from classify_image.activity_log import ActivityLog
from classify_image.blob_download import OpenBlob, open_blob
from classify_image.classifier import Classifier
from classify_image.document_store import Stored, store
from classify_image.invocation import handle
from classify_image.model.description import ModelError
from classify_image.model.folder import Model, load
from classify_image.vision.recognizer import Recognizer
from cocoon.errors import TransientError
from cocoon.records.image_document import ImageDocument, document_id, failure_code
from cocoon.records.message import ImageMessage
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from models.build import FOLDERS
from tests.kits.containers import thumbnails
from tests.kits.documents import changed
from tests.kits.labelling import label, label_and_find
from tests.kits.messages import CLOUD_EVENTS, event, message_body
from tests.kits.sample_images import ALL_SAMPLES, CHELSEA, COFFEE


async def test_an_image_gets_its_labels(classifier: Classifier, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("cats/chelsea.png", CHELSEA.read_bytes())
    document = await label_and_find(classifier, clients, message_body(settings, "cats/chelsea.png", "an older one"))
    properties = await clients.images_container.get_blob_client("cats/chelsea.png").get_blob_properties()
    assert document["_id"] == document_id(settings.images_container, "cats/chelsea.png")
    assert document["status"] == "labelled"
    assert document["etag"] == properties.etag.strip('"')
    assert document["modified"] == properties.last_modified
    assert document["bytes"] == CHELSEA.stat().st_size
    assert (document["width"], document["height"]) == (451, 300)
    assert document["model"] == {"name": "efficientnet-lite0", "version": "1"}
    assert [label["name"] for label in document["labels"][:3]] == ["tiger cat", "Egyptian cat", "tabby"]
    scores = [label["score"] for label in document["labels"]]
    assert scores == sorted(scores, reverse=True)


async def test_the_same_message_twice_leaves_one_document(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    message = message_body(settings, "a.png")
    first, *others = await asyncio.gather(*(label_and_find(classifier, clients, message) for _ in range(3)))
    assert await clients.images.count_documents({}) == 1
    ignored = {"milliseconds", "classified_at"}
    for other in others:
        assert {k: v for k, v in other.items() if k not in ignored} == {
            k: v for k, v in first.items() if k not in ignored
        }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "blob_empty"),
        (b"a text in disguise", "not_an_image"),
        (CHELSEA.read_bytes()[:5000], "image_damaged"),
        (b"x" * 200_000, "blob_too_large"),
        (None, "blob_not_found"),
    ],
)
async def test_what_cannot_be_labelled_is_recorded(
    litert: Model, clients: Clients, settings: Settings, content: bytes | None, code: str
) -> None:
    limited = Classifier.of(Recognizer(litert, dataclasses.replace(settings, max_image_bytes=150_000)), clients)
    if content is not None:
        await clients.images_container.upload_blob("bad.jpg", content)
    document = await label_and_find(limited, clients, message_body(settings, "bad.jpg"))
    assert (document["status"], failure_code(document)) == ("failed", code)
    assert document["labels"] == []
    assert document["etag"] if content is not None else document["etag"] is None


async def test_a_message_that_is_not_understood_is_recorded(classifier: Classifier, clients: Clients) -> None:
    for message in (b"{}", b"[]"):
        document = await label_and_find(classifier, clients, message)
        assert failure_code(document) == "bad_message"
    assert await clients.images.count_documents({"status": "failed"}) == 2


async def test_only_the_configured_container_is_read(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    message = ImageMessage("secrets", "a.jpg").encode().encode()
    document = await label_and_find(classifier, clients, message)
    assert failure_code(document) == "wrong_container"
    assert document["container"] == settings.images_container
    assert document["path"].startswith("bad-message/")


async def test_a_path_cannot_lead_out_of_the_container(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    for path in ("../other/secret.png", "x/../../other/secret.png", ".", "x\\..\\y.png"):
        document = await label_and_find(classifier, clients, message_body(settings, path))
        assert failure_code(document) == "bad_message"


async def test_an_image_that_takes_too_long_fails_and_others_do_not(
    litert: Model, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    impatient = Classifier.of(Recognizer(litert, dataclasses.replace(settings, max_image_seconds=0.001)), clients)
    document = await label_and_find(impatient, clients, message_body(settings, "a.png"))
    assert failure_code(document) == "image_too_slow"
    patient = Classifier.of(Recognizer(litert, settings), clients)
    assert (await label_and_find(patient, clients, message_body(settings, "a.png")))["status"] == "labelled"


async def test_an_older_version_never_replaces_a_newer_one(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    newer = await label(classifier, message_body(settings, "a.png"))
    assert newer["modified"]
    older = changed(newer, etag="older", modified=newer["modified"] - timedelta(seconds=1))
    assert await store(clients.images, older, clients.images_container) is Stored.SUPERSEDED
    same_second = changed(newer, etag="not what the blob is now")
    assert await store(clients.images, same_second, clients.images_container) is Stored.SUPERSEDED
    stored = await clients.images.find_one({"_id": newer["_id"]})
    assert stored
    assert stored["etag"] == newer["etag"]
    newest = changed(newer, etag="newest", modified=newer["modified"] + timedelta(seconds=1))
    assert await store(clients.images, newest, clients.images_container) is Stored.REPLACED
    assert await clients.images.count_documents({"etag": "newest"}) == 1


async def test_a_blob_overwritten_within_its_second_ends_with_its_last_labels(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", CHELSEA.read_bytes())
    first = await label(classifier, message_body(settings, "a.png"))
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes(), overwrite=True)
    second = await label(classifier, message_body(settings, "a.png"))
    late = changed(first, modified=second["modified"])
    assert await store(clients.images, late, clients.images_container) is Stored.SUPERSEDED
    early = changed(second, etag="another of the same second")
    await clients.images.replace_one({"_id": second["_id"]}, early)
    assert await store(clients.images, second, clients.images_container) is Stored.REPLACED
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
    assert await store(clients.images, gone, clients.images_container) is Stored.SUPERSEDED
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


async def test_each_version_has_one_thumbnail(classifier: Classifier, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", CHELSEA.read_bytes())
    first = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert await thumbnails(clients) == [first["thumbnail"]]
    stream = await clients.thumbnails_container.download_blob(str(first["thumbnail"]))
    with Image.open(io.BytesIO(await stream.readall())) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("JPEG", (256, 170))
    assert stream.properties.content_settings.content_type == "image/jpeg"
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes(), overwrite=True)
    await asyncio.sleep(1.1)  # thumbnails of one second are not told apart
    second = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert first["thumbnail"] != second["thumbnail"]
    assert await thumbnails(clients) == [second["thumbnail"]]


async def test_thumbnails_can_be_turned_off(litert: Model, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    plain = Classifier.of(Recognizer(litert, dataclasses.replace(settings, thumbnail_size=0)), clients)
    assert (await label_and_find(plain, clients, message_body(settings, "a.png")))["thumbnail"] is None
    assert not await clients.thumbnails_container.exists()


async def test_activity_is_counted_by_minute(classifier: Classifier, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    for path in ("a.png", "a.png", "missing.png"):
        await label(classifier, message_body(settings, path))
    await classifier.activity.flush()
    await classifier.activity.flush()
    records = await clients.activity.find({"worker": settings.worker}).to_list()
    assert sum(record["labelled"] for record in records) == 2
    assert sum(record["failed"] for record in records) == 1
    assert sum(record["busy_ms"] for record in records) > 0
    assert all(record["minute"].second == 0 for record in records)


async def test_activity_waits_for_a_database_that_is_down(clients: Clients, settings: Settings) -> None:
    broken = Clients(dataclasses.replace(settings, mongodb_uri="mongodb://127.0.0.1:9"), database_timeout_ms=200)
    log = ActivityLog(broken.activity, "worker")
    log.count("labelled", 0.5)
    await log.flush()
    log._activity = clients.activity
    await log.flush()
    record = await clients.activity.find_one({"worker": "worker"})
    assert record
    assert (record["labelled"], record["busy_ms"]) == (1, 500)
    await broken.close()


async def test_a_database_that_is_down_is_transient(litert: Model, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    broken = Clients(dataclasses.replace(settings, mongodb_uri="mongodb://127.0.0.1:9"), database_timeout_ms=200)
    with pytest.raises(TransientError, match="The database is not available"):
        await label(
            Classifier.of(Recognizer(litert, settings), broken, outage_seconds=1), message_body(settings, "a.png")
        )
    await broken.close()


async def test_a_storage_account_that_is_down_is_transient(litert: Model, settings: Settings) -> None:
    nowhere = dataclasses.replace(
        settings.images_storage,
        connection_string="DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:9/a;",
    )
    broken = Clients(dataclasses.replace(settings, images_storage=nowhere))
    started = time.monotonic()
    with pytest.raises(TransientError, match="The storage account is not available"):
        await label(
            Classifier.of(Recognizer(litert, settings), broken, outage_seconds=1), message_body(settings, "a.png")
        )
    assert 2 < time.monotonic() - started < 30  # it has tried again, but not for ever
    await broken.close()


@pytest.mark.parametrize("path", ALL_SAMPLES, ids=lambda path: path.stem)
def test_labels_agree_with_the_plain_model(litert: Model, settings: Settings, path: Path) -> None:
    plain = plain_scores(path.read_bytes())
    recognizer = Recognizer(litert, settings)
    labels = recognizer.recognize(recognizer.open(path.read_bytes())).labels
    assert labels[0].name == max(plain, key=lambda name: plain[name])
    for each in labels:
        assert each.score == pytest.approx(plain[each.name], abs=0.02)


def test_both_engines_agree(litert: Model, settings: Settings) -> None:
    saved_model = load(FOLDERS.saved_model, 2)
    for path in ALL_SAMPLES[::4]:
        both = [Recognizer(model, settings) for model in (litert, saved_model)]
        ours, theirs = (each.recognize(each.open(path.read_bytes())).labels for each in both)
        assert [label.name for label in ours] == [label.name for label in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one.score == pytest.approx(other.score, abs=0.001)


async def test_the_model_is_loaded_once_for_concurrent_first_images(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classifier_cache, "_loading", None)
    missing = dataclasses.replace(settings, model_path=settings.model_path / "missing")
    with pytest.raises(ModelError, match="No such file"):
        await classifier_cache.get_classifier(missing, clients)
    made = await asyncio.gather(*(classifier_cache.get_classifier(settings, clients) for _ in range(5)))
    assert len({id(each) for each in made}) == 1
    monkeypatch.setattr(classifier_cache, "_loading", None)


async def test_events_label_and_forget_an_image(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classifier_cache, "_loading", None)
    monkeypatch.setattr("cocoon.settings.app_settings.current", lambda: settings)
    monkeypatch.setattr("cocoon.services.clients.current", lambda: clients)
    path = "cats/chelsea #1.png"

    async def happens(kind: str) -> ImageDocument | None:
        await handle(event(kind, settings.images_container, path, schema=CLOUD_EVENTS))
        return await clients.images.find_one({"_id": document_id(settings.images_container, path)})

    await clients.images_container.upload_blob(path, CHELSEA.read_bytes())
    document = await happens("BlobCreated")
    assert document
    assert (document["status"], document["path"]) == ("labelled", path)
    assert await happens("BlobDeleted") == document  # late: the blob is there again
    assert await thumbnails(clients) == [document["thumbnail"]]
    await clients.images_container.delete_blob(path)
    assert await happens("BlobDeleted") is None
    assert await thumbnails(clients) == []
    monkeypatch.setattr(classifier_cache, "_loading", None)
