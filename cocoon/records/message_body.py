"""Parse a message's body (pure).

Three formats are understood: Cocoon's own, a bare blob path (the original system's format), and the events of Blob
Storage, see :mod:`cocoon.records.blob_event`.
"""

import json
from dataclasses import dataclass, replace
from typing import Any, cast

from cocoon.errors import PermanentError
from cocoon.records.blob_event import BLOB_CREATED, BLOB_DELETED, BlobEvent, IgnoredEvent, is_event, read_event
from cocoon.records.blob_path import unusable_path
from cocoon.records.failure_codes import BAD_MESSAGE
from cocoon.records.message import ImageMessage, unquoted
from cocoon.text import unusable

_SHOWN = 200  # characters of a bad message that its error repeats


@dataclass(frozen=True, slots=True)
class MessageList:
    """The bodies of several messages that arrived as one list, as some senders of events do."""

    bodies: tuple[str, ...]


ParsedMessage = ImageMessage | BlobEvent | IgnoredEvent | MessageList


def parse_body(body: bytes, default_container: str) -> ParsedMessage:
    """Parse a message's body.

    :param default_container: the container of a bare blob path.
    :raises PermanentError: ``bad_message``, if the body has none of the known formats.
    """
    text = _text(body)
    content = _json(text)
    if isinstance(content, list) and len(content) > 1:
        return MessageList(tuple(_bodies(content, text)))
    try:
        message = _parse(content, text, default_container)
    except (KeyError, ValueError, TypeError) as error:
        raise _bad_message(f"does not name a blob ({_why(error)})", text) from error
    return message if isinstance(message, IgnoredEvent) else _checked(message, text)


def _parse(content: object, text: str, default_container: str) -> ImageMessage | BlobEvent | IgnoredEvent:
    if not text.strip():
        raise ValueError("it is empty")
    if content is None:
        return ImageMessage(default_container, text.rstrip("\r\n"))  # spaces may belong to the path
    if isinstance(content, list) and len(content) == 1:
        content = content[0]
    if not isinstance(content, dict):
        message = "it is neither an object nor a list of objects"
        raise TypeError(message)
    return read_event(content) if is_event(content) else _from_object(content)


def _from_object(content: dict[str, Any]) -> ImageMessage:
    container, path, etag = content["container"], content["path"], content.get("etag")
    if not (isinstance(container, str) and isinstance(path, str) and container and path):
        message = "container and path must be non-empty strings"
        raise TypeError(message)
    if etag is not None and not isinstance(etag, str):
        message = "etag must be a string"
        raise TypeError(message)
    return ImageMessage(container, path, unquoted(etag))


def _checked(message: ImageMessage | BlobEvent, text: str) -> ImageMessage | BlobEvent:
    """Return the message if a blob can have its name; the account takes a backslash for a slash."""
    message = replace(message, path=message.path.replace("\\", "/"))
    if isinstance(message, BlobEvent) and message.renamed_from:
        message = replace(message, renamed_from=_usable(*message.renamed_from))
    if problem := unusable(message.container + message.path) or unusable_path(message.path):
        raise _bad_message(f"names a blob that cannot exist: its name {problem}", text)
    if problem := unusable(message.etag or ""):
        raise _bad_message(f"names a version that cannot exist: its etag {problem}", text)
    return message


def _usable(container: str, path: str) -> tuple[str, str] | None:
    path = path.replace("\\", "/")
    return None if unusable(container + path) or unusable_path(path) else (container, path)


def _bodies(content: list[Any], text: str) -> list[str]:
    for number, each in enumerate(content, start=1):
        if not isinstance(each, dict):
            raise _bad_message(f"is a list whose item {number} is no object", text)
    bodies = [json.dumps(each, ensure_ascii=False) for each in content]
    # Half of a surrogate pair, which only an escape can hold, must not lose the other items: keep it escaped.
    return [json.dumps(each) if unusable(body) else body for each, body in zip(content, bodies, strict=True)]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad_message("is not UTF-8", body.decode(errors="backslashreplace")) from error


def _json(text: str) -> object:
    """Return a text as JSON; None if it is not JSON. It is then a path, which may begin with a bracket, too."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None


def _why(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _bad_message(problem: str, text: str) -> PermanentError:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return PermanentError(
        BAD_MESSAGE,
        f"The message {problem}: {shown!r}. Expected a JSON object with container, path and etag, a blob path, "
        f"or a {BLOB_CREATED} or {BLOB_DELETED} event.",
    )
