"""What an event of Blob Storage asks for, before any image is looked at."""

import logging

from cocoon import messages
from cocoon.clients import Clients
from cocoon.errors import PermanentError
from cocoon.events import BlobEvent
from cocoon.removal import remove_if_gone
from cocoon.retry import until_available
from cocoon.settings import Settings

logger = logging.getLogger(__name__)


async def concerns_an_image(body: bytes, clients: Clients, settings: Settings) -> bool:
    """Tell whether a message asks for an image to be labelled; what was deleted is removed here.

    Events of other containers, thumbnails' among them, and of blobs that are no images do nothing.
    What cannot be read is left to the classifier, which records it.

    :raises TransientError: if a service fails for minutes; the message is to come back.
    """
    try:
        event = messages.decode(body, settings.images_container)
    except PermanentError:
        return True
    if not isinstance(event, BlobEvent):
        return True
    if event.container != settings.images_container:
        return False
    if event.deleted:
        if await until_available(lambda: remove_if_gone(clients, event.path)):
            logger.info("removed %s, which was deleted", event.path)
        return False
    return settings.selection.accepts(event.path, event.content_type)
