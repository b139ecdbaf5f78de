"""What an event of Blob Storage asks for, before any image is looked at."""

import logging

from cocoon import messages, telemetry
from cocoon.clients import Clients
from cocoon.errors import PermanentError
from cocoon.events import BlobEvent, IgnoredEvent
from cocoon.removal import remove_if_gone
from cocoon.retry import until_available
from cocoon.settings import Settings

MOST_SAID = 100  # types

logger = logging.getLogger(__name__)


async def concerns_an_image(body: bytes, clients: Clients, settings: Settings) -> bool:
    """Tell whether a message asks for an image to be labelled; what was deleted is removed here.

    Events of other containers, thumbnails' among them, of blobs that are no images, and of other types do nothing.
    What cannot be read is left to the classifier, which records it.

    :raises TransientError: if a service fails for minutes; the message is to come back.
    """
    try:
        event = messages.decode(body, settings.images_container)
    except PermanentError:
        return True
    if isinstance(event, IgnoredEvent):
        _ignore(event.kind)
        return False
    if not isinstance(event, BlobEvent):
        return True
    if event.renamed_from is not None and event.renamed_from[0] == settings.images_container:
        await _remove(clients, event.renamed_from[1])
    if event.container != settings.images_container:
        return False
    if event.deleted:
        await _remove(clients, event.path)
        return False
    return settings.selection.accepts(event.path, event.content_type)


async def _remove(clients: Clients, path: str) -> None:
    if await until_available(lambda: remove_if_gone(clients, path)):
        logger.info("removed %s, whose blob is gone", path)


def _ignore(kind: str) -> None:
    """Count an event, and say its type once: such events may come by the thousand."""
    is_new = kind not in _said
    if is_new and len(_said) >= MOST_SAID:
        kind, is_new = "other", False
    telemetry.record("cocoon.events.ignored", 1, type=kind)
    if is_new:
        _said.add(kind)
        logger.info("events of the type %r are ignored: they change nothing about labels", kind)


_said: set[str] = set()
