"""Images wait for memory; one that needs more than there is fails."""

import asyncio
import dataclasses

from classify_image.classifier import Classifier
from classify_image.image_examiner import ImageExaminer
from classify_image.model.folder import Model
from classify_image.vision.recognizer import Recognizer
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from tests.kits.labelling import label, label_and_find
from tests.kits.messages import message_body
from tests.kits.sample_images import COFFEE

COFFEE_PIXELS = 600 * 400


def memory_of(classifier: Classifier) -> tuple[int, int]:
    """The bytes that are taken of decoded images, and of encoded ones."""
    examiner = classifier.examiner
    assert isinstance(examiner, ImageExaminer)
    return examiner._memory.taken, examiner._contents.taken


async def test_images_wait_for_memory_and_one_that_never_fits_fails(
    litert: Model, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    needed = Recognizer([litert], settings).open(COFFEE.read_bytes()).memory
    assert needed > 4 * COFFEE_PIXELS
    narrow = Classifier.of(
        Recognizer([litert], dataclasses.replace(settings, max_image_memory=int(1.5 * needed))), clients
    )
    documents = await asyncio.gather(*(label(narrow, message_body(settings, "a.png")) for _ in range(4)))
    assert [each["status"] for each in documents] == ["labelled"] * 4
    assert memory_of(narrow) == (0, 0)
    narrow.close()
    tiny = Classifier.of(Recognizer([litert], dataclasses.replace(settings, max_image_memory=needed - 1)), clients)
    error = (await label_and_find(tiny, clients, message_body(settings, "a.png")))["error"]
    assert error
    assert error["code"] == "image_memory_exceeded"
    assert f"(PNG, 600 x 400 pixels) takes {needed:,} bytes of memory at once; MAX_IMAGE_MEMORY" in error["message"]
    assert memory_of(tiny) == (0, 0)
    tiny.close()


async def test_what_is_given_up_keeps_its_memory_until_it_ends(
    litert: Model, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    impatient = Classifier.of(Recognizer([litert], dataclasses.replace(settings, max_image_seconds=0.001)), clients)
    await label_and_find(impatient, clients, message_body(settings, "a.png"))
    while impatient.examiner._threads._given_up:  # type: ignore[attr-defined]  # noqa: ASYNC110 - it is for the test to poll
        await asyncio.sleep(0.01)
    await asyncio.sleep(0)
    assert memory_of(impatient) == (0, 0)
    impatient.close()
