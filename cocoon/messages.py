"""The queue's message: which version of which blob is to be labelled.

Besides our own format a bare blob path (the original system's format) and the events of
Blob Storage are understood, see :mod:`cocoon.events`.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from cocoon.errors import PermanentError
from cocoon.events import BLOB_CREATED, BLOB_DELETED, BlobEvent, IgnoredEvent, is_event, read_event
from cocoon.text import unusable

LONGEST_PATH = 1024
_SHOWN = 200  # characters of a bad message that its error repeats


@dataclass(frozen=True, slots=True)
class ImageMessage:
    """A blob by container and path; ``etag`` (unquoted) is the version, if it is known."""

    container: str
    path: str
    etag: str | None = None

    def encode(self) -> str:
        """Return the message's body."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def message_id(self) -> str:
        """The MessageId: the same for the same version of the same blob."""
        return digest(self.container, self.path, self.etag or "")


def decode(body: bytes, default_container: str) -> ImageMessage | BlobEvent | IgnoredEvent:
    """Read a message's body.

    :param default_container: the container of a bare blob path.
    :raises PermanentError: ``bad_message``, if the body has none of the known formats.
    """
    text = _text(body)
    try:
        message = _read(text, default_container)
    except (KeyError, ValueError, TypeError) as error:
        raise _bad_message(f"does not name a blob ({_why(error)})", text) from error
    if isinstance(message, IgnoredEvent):
        return message
    # The account takes a backslash for a slash: one name, one document.
    message = replace(message, path=message.path.replace("\\", "/"))
    if isinstance(message, BlobEvent) and message.renamed_from:
        message = replace(message, renamed_from=_usable(*message.renamed_from))
    if problem := unusable(message.container + message.path) or unusable_path(message.path):
        raise _bad_message(f"names a blob that cannot be: its name {problem}", text)
    if problem := unusable(message.etag or ""):
        raise _bad_message(f"names a version that cannot be: its etag {problem}", text)
    return message


def split(body: bytes) -> list[str]:
    """Return the bodies of a message that is a list of several, as some senders of events make them; else nothing.

    :raises PermanentError: ``bad_message``, if one of them is not an object.
    """
    text = _text(body)
    content = _json(text)
    if not isinstance(content, list) or len(content) < 2:  # noqa: PLR2004 - a list of one is a message
        return []
    for number, each in enumerate(content, start=1):
        if not isinstance(each, dict):
            raise _bad_message(f"is a list whose item {number} is no object", text)
    bodies = [json.dumps(each, ensure_ascii=False) for each in content]
    # Half of a surrogate pair, which only an escape can hold, is no reason to lose what is beside it.
    return [json.dumps(each) if unusable(body) else body for each, body in zip(content, bodies, strict=True)]


def unquoted(etag: str | None) -> str | None:
    """Return an ETag without the quotes that HTTP puts around it, as blob listings give it."""
    return etag.strip('"') if etag else None


def digest(*parts: str) -> str:
    """Return a short, stable name for a sequence of strings: 128 bits in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def unusable_path(path: str) -> str | None:
    """Return why a path cannot be a blob's name.

    "." and ".." would be folded away on the way to the account, and another blob be read than
    the one that is named, perhaps of another container.
    """
    if len(path) > LONGEST_PATH:
        return f"has more than {LONGEST_PATH} characters"
    if {".", ".."} & set(path.split("/")):
        return "has a segment '.' or '..'"
    return None


def _usable(container: str, path: str) -> tuple[str, str] | None:
    path = path.replace("\\", "/")
    return None if unusable(container + path) or unusable_path(path) else (container, path)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad_message("is not UTF-8", body.decode(errors="backslashreplace")) from error


def _json(text: str) -> object:
    """Return what a text is as JSON; None if it is none: then it is a path, which may begin with a bracket, too."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None


def _read(text: str, default_container: str) -> ImageMessage | BlobEvent | IgnoredEvent:
    if not text.strip():
        raise ValueError("it is empty")
    content = _json(text)
    if content is None:
        return ImageMessage(default_container, text.rstrip("\r\n"))  # spaces may belong to the path
    if isinstance(content, list) and len(content) == 1:
        content = content[0]
    if not isinstance(content, dict):
        message = "it is neither an object nor a list of objects"
        raise TypeError(message)
    return read_event(content) if is_event(content) else _from_object(content)


def _why(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _from_object(content: dict[str, Any]) -> ImageMessage:
    container, path, etag = content["container"], content["path"], content.get("etag")
    if not (isinstance(container, str) and isinstance(path, str) and container and path):
        message = "container and path must be non-empty strings"
        raise TypeError(message)
    if etag is not None and not isinstance(etag, str):
        message = "etag must be a string"
        raise TypeError(message)
    return ImageMessage(container, path, unquoted(etag))


def _bad_message(problem: str, text: str) -> PermanentError:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return PermanentError(
        "bad_message",
        f"The message {problem}: {shown!r}. Expected a JSON object with container, path and etag, a blob path, "
        f"or a {BLOB_CREATED} or {BLOB_DELETED} event.",
    )
