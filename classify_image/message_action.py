"""Decide what a message asks for (pure)."""

from dataclasses import dataclass

from cocoon.errors import PermanentError
from cocoon.records.blob_event import BlobEvent, IgnoredEvent
from cocoon.records.failure_codes import WRONG_CONTAINER
from cocoon.records.message import ImageMessage, unquoted
from cocoon.records.message_body import MessageList, parse_body
from cocoon.selection.selection import Selection


@dataclass(frozen=True, slots=True)
class LabelImage:
    """Label an image; if its blob was renamed, remove the image that had the former path."""

    image: ImageMessage
    renamed_from: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveImage:
    """Remove an image if its blob is gone."""

    path: str


@dataclass(frozen=True, slots=True)
class Ignore:
    """Do nothing: the event is of another container, of a blob that is no image, or of an ignored type."""

    event_type: str | None = None


Action = LabelImage | RemoveImage | Ignore | MessageList


def read_action(body: bytes, container: str, selection: Selection) -> Action:
    """Read a message's body and decide what to do.

    :param container: the one whose images are labelled.
    :raises PermanentError: ``bad_message`` or ``wrong_container``.
    """
    message = parse_body(body, container)
    match message:
        case MessageList():
            return message
        case IgnoredEvent(event_type):
            return Ignore(event_type)
        case BlobEvent():
            return _action_of_event(message, container, selection)
    if message.container != container:
        text = f"The message names the container {message.container!r}, which is not the one that is labelled."
        raise PermanentError(WRONG_CONTAINER, text)
    return LabelImage(message)


def _action_of_event(event: BlobEvent, container: str, selection: Selection) -> Action:
    former = event.renamed_from[1] if event.renamed_from and event.renamed_from[0] == container else None
    if event.container == container and event.deleted:
        return RemoveImage(event.path)
    if event.container == container and selection.accepts(event.path, event.content_type):
        return LabelImage(ImageMessage(container, event.path, unquoted(event.etag)), former)
    return Ignore() if former is None else RemoveImage(former)
