"""A message leads to the document of an image, labelled or failed."""

import asyncio
import dataclasses

import pytest

from classify_image import classifier_cache
from classify_image.classifier import Classifier
from classify_image.invocation import handle
from classify_image.model.description import ModelError
from classify_image.model.folder import Model
from classify_image.vision.recognizer import Recognizer
from cocoon.records.image_document import ImageDocument, document_id, failure_code
from cocoon.records.message import ImageMessage
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from tests.kits.containers import thumbnails
from tests.kits.labelling import label_and_find
from tests.kits.messages import CLOUD_EVENTS, event, message_body
from tests.kits.sample_images import CHELSEA, COFFEE


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
    assert document["model"] == {"name": "efficientnet-lite0", "version": "2"}
    assert [label["name"] for label in document["labels"]] == ["tiger cat", "Egyptian cat"]
    assert {"cat", "animal"} <= {label["name"] for label in document["broader"]}
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
    limited = Classifier.of(Recognizer([litert], dataclasses.replace(settings, max_image_bytes=150_000)), clients)
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
    impatient = Classifier.of(Recognizer([litert], dataclasses.replace(settings, max_image_seconds=0.001)), clients)
    document = await label_and_find(impatient, clients, message_body(settings, "a.png"))
    assert failure_code(document) == "image_too_slow"
    patient = Classifier.of(Recognizer([litert], settings), clients)
    assert (await label_and_find(patient, clients, message_body(settings, "a.png")))["status"] == "labelled"


async def test_the_model_is_loaded_once_for_concurrent_first_images(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classifier_cache, "_loading", None)
    missing = dataclasses.replace(settings, model_paths=(settings.model_paths[0] / "missing",))
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
