import asyncio
import dataclasses
import io
import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

from classify_image.classify import Classifier
from classify_image.model import Model, load
from classify_image.storing import store
from cocoon.clients import Clients
from cocoon.documents import Document, document_id
from cocoon.errors import TransientError
from cocoon.messages import ImageMessage
from cocoon.settings import Settings
from models.build import LITERT_FOLDER, SAVED_MODEL_FOLDER

SAMPLES = Path(__file__).parents[2] / "samples/images"
CHELSEA, COFFEE = SAMPLES / "animals/chelsea.png", SAMPLES / "food/coffee.png"
ALL_SAMPLES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def litert() -> Model:
    return load(LITERT_FOLDER, 2)


@pytest.fixture
def classifier(litert: Model, settings: Settings) -> Iterator[Classifier]:
    made = Classifier(litert, settings)
    yield made
    made._threads.shutdown()


def body(settings: Settings, path: str, etag: str | None = None) -> bytes:
    return ImageMessage(settings.images_container, path, etag).encode().encode()


async def classify(classifier: Classifier, clients: Clients, message: bytes) -> Document:
    """Classify, and return the document that the database has then."""
    document = await classifier.classify(message, clients.images_container, clients.images)
    stored = await clients.images.find_one({"_id": document["_id"]})
    assert stored
    return stored


async def test_an_image_gets_its_labels(classifier: Classifier, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("cats/chelsea.png", CHELSEA.read_bytes())
    document = await classify(classifier, clients, body(settings, "cats/chelsea.png", "an older one"))
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
    message = body(settings, "a.png")
    first, *others = await asyncio.gather(*(classify(classifier, clients, message) for _ in range(3)))
    assert await clients.images.count_documents({}) == 1
    ignored = {"classified_at"}
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
    limited = Classifier(litert, dataclasses.replace(settings, max_image_bytes=150_000))
    if content is not None:
        await clients.images_container.upload_blob("bad.jpg", content)
    document = await classify(limited, clients, body(settings, "bad.jpg"))
    assert (document["status"], document["error"]["code"]) == ("failed", code)
    assert document["labels"] == []
    assert document["etag"] if content is not None else document["etag"] is None


async def test_a_message_that_is_not_understood_is_recorded(classifier: Classifier, clients: Clients) -> None:
    for message in (b"{", b"[]"):
        document = await classify(classifier, clients, message)
        assert document["error"]["code"] == "bad_message"
    assert await clients.images.count_documents({"status": "failed"}) == 2


async def test_only_the_configured_container_is_read(classifier: Classifier, clients: Clients) -> None:
    message = ImageMessage("secrets", "a.jpg").encode().encode()
    document = await classify(classifier, clients, message)
    assert document["error"]["code"] == "wrong_container"


async def test_an_older_version_never_replaces_a_newer_one(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    newer = await classifier.classify(body(settings, "a.png"), clients.images_container, clients.images)
    older = newer | {"etag": "older", "modified": newer["modified"] - timedelta(seconds=1)}
    assert not await store(clients.images, older)
    stored = await clients.images.find_one({"_id": newer["_id"]})
    assert stored
    assert stored["etag"] == newer["etag"]
    newest = newer | {"etag": "newest", "modified": newer["modified"] + timedelta(seconds=1)}
    assert await store(clients.images, newest)
    assert await clients.images.count_documents({"etag": "newest"}) == 1


async def test_a_database_that_is_down_is_transient(
    litert: Model, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    monkeypatch.setattr("cocoon.clients.DATABASE_TIMEOUT_MS", 200)
    nowhere = "mongodb://127.0.0.1:9"
    broken = Clients(dataclasses.replace(settings, mongodb_uri=nowhere))
    with pytest.raises(TransientError, match="database"):
        await Classifier(litert, settings).classify(body(settings, "a.png"), clients.images_container, broken.images)
    await broken.close()


def plain_scores(path: Path) -> dict[str, float]:
    """The model run by itself: decode, crop the centre, normalise, invoke."""
    image = Image.open(io.BytesIO(path.read_bytes())).convert("RGB")
    side = min(image.size) * 0.875
    left, top = (image.width - side) / 2, (image.height - side) / 2
    resized = image.resize((224, 224), Image.Resampling.BICUBIC, (left, top, left + side, top + side))
    interpreter = Interpreter(str(LITERT_FOLDER / "model.tflite"))
    interpreter.allocate_tensors()
    pixels = (np.asarray(resized, np.float32) - 127) / 128
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], pixels[None])
    interpreter.invoke()
    scores = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])[0]
    names = (LITERT_FOLDER / "labels.txt").read_text().splitlines()
    return dict(zip(names, map(float, scores), strict=True))


@pytest.mark.parametrize("path", ALL_SAMPLES, ids=lambda path: path.stem)
def test_labels_agree_with_the_plain_model(classifier: Classifier, path: Path) -> None:
    plain = plain_scores(path)
    labels = classifier.see(path.read_bytes()).labels
    assert labels[0].name == max(plain, key=lambda name: plain[name])
    for label in labels:
        assert label.score == pytest.approx(plain[label.name], abs=0.02)


def test_both_engines_agree(classifier: Classifier, settings: Settings) -> None:
    saved_model = Classifier(load(SAVED_MODEL_FOLDER, 2), settings)
    for path in itertools.islice(ALL_SAMPLES, 0, None, 4):
        ours, theirs = classifier.see(path.read_bytes()).labels, saved_model.see(path.read_bytes()).labels
        assert [label.name for label in ours] == [label.name for label in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one.score == pytest.approx(other.score, abs=0.001)
