"""Each version of an image has one thumbnail."""

import asyncio
import dataclasses
import io

from PIL import Image

from classify_image.classifier import Classifier
from classify_image.model.folder import Model
from classify_image.vision.recognizer import Recognizer
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from tests.kits.containers import thumbnails
from tests.kits.labelling import label_and_find
from tests.kits.messages import message_body
from tests.kits.sample_images import CHELSEA, COFFEE


async def test_each_version_has_one_thumbnail(classifier: Classifier, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", CHELSEA.read_bytes())
    first = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert await thumbnails(clients) == [first["thumbnail"]]
    stream = await clients.thumbnails_container.download_blob(str(first["thumbnail"]))
    with Image.open(io.BytesIO(await stream.readall())) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("JPEG", (451, 300))
    assert stream.properties.content_settings.content_type == "image/jpeg"
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes(), overwrite=True)
    await asyncio.sleep(1.1)  # thumbnails of one second are not told apart
    second = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert first["thumbnail"] != second["thumbnail"]
    assert await thumbnails(clients) == [second["thumbnail"]]
    stream = await clients.thumbnails_container.download_blob(str(second["thumbnail"]))
    with Image.open(io.BytesIO(await stream.readall())) as thumbnail:
        assert thumbnail.size == (512, 341)


async def test_thumbnails_can_be_turned_off(litert: Model, clients: Clients, settings: Settings) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    plain = Classifier.of(Recognizer([litert], dataclasses.replace(settings, thumbnail_size=0)), clients)
    assert (await label_and_find(plain, clients, message_body(settings, "a.png")))["thumbnail"] is None
    assert not await clients.thumbnails_container.exists()
