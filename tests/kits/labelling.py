"""Do what a message asks for, without a trigger."""

from classify_image.classifier import Classifier
from classify_image.dispatch import dispatch
from classify_image.message_action import LabelImage, read_action
from cocoon.errors import PermanentError
from cocoon.records.image_document import ImageDocument
from cocoon.selection.selection import Selection
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings


class ClassifierNeededError(Exception):
    """A message asks for a document."""


async def concerns_an_image(body: bytes, clients: Clients, settings: Settings) -> bool:
    """Do what a message asks for, but label nothing; return whether it asked for a document."""

    async def refuse() -> Classifier:
        raise ClassifierNeededError

    try:
        assert await dispatch(body, clients, settings, refuse) is None
    except ClassifierNeededError:
        return True
    return False


async def label(classifier: Classifier, body: bytes) -> ImageDocument:
    """Return the document that a message leads to."""
    try:
        action = read_action(body, classifier.container, Selection())
    except PermanentError as error:
        return await classifier.record_bad_message(body, error)
    assert isinstance(action, LabelImage)
    return await classifier.label(action.image)


async def label_and_find(classifier: Classifier, clients: Clients, body: bytes) -> ImageDocument:
    """Return the document that the database has after a message."""
    document = await label(classifier, body)
    stored = await clients.images.find_one({"_id": document["_id"]})
    assert stored
    return stored
