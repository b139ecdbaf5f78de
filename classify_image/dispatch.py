"""Do what a message asks for."""

import logging
from collections.abc import Awaitable, Callable

from classify_image.classifier import Classifier
from classify_image.ignored_events import count_ignored
from classify_image.message_action import Ignore, LabelImage, RemoveImage, read_action
from classify_image.message_list import send_each
from cocoon.errors import PermanentError
from cocoon.records.image_document import ImageDocument
from cocoon.records.message_body import MessageList
from cocoon.services.clients import Clients
from cocoon.services.image_removal import ImageRemover
from cocoon.services.retries import wait_out_outage
from cocoon.settings.app_settings import Settings

logger = logging.getLogger(__name__)


async def dispatch(
    body: bytes,
    clients: Clients,
    settings: Settings,
    get_classifier: Callable[[], Awaitable[Classifier]],
    *,
    redelivered: bool = False,
) -> ImageDocument | None:
    """Label or remove an image, or send the parts of a list; return the document of an image that was labelled.

    A message that cannot be read is recorded as a failed document.

    :param get_classifier: is called for an image or a bad message only: it may have to load the model.
    :param redelivered: a worker had the message before.
    :raises TransientError: if a service fails for minutes; the message must come back.
    """
    try:
        action = read_action(body, settings.images_container, settings.selection)
    except PermanentError as error:
        return await (await get_classifier()).record_bad_message(body, error)
    remover = ImageRemover.of(clients)
    match action:
        case MessageList(bodies):
            await wait_out_outage(lambda: send_each(bodies, clients.queue_sender))
        case Ignore(event_type):
            if event_type is not None:
                count_ignored(event_type)
        case RemoveImage(path):
            await _remove_if_gone(path, remover)
        case LabelImage(image, renamed_from):
            if renamed_from is not None:
                await _remove_if_gone(renamed_from, remover)
            return await (await get_classifier()).label(image, redelivered=redelivered)
    return None


async def _remove_if_gone(path: str, remover: ImageRemover) -> None:
    if await wait_out_outage(lambda: remover.remove_if_gone(path)):
        logger.info("removed %s, whose blob is gone", path)
