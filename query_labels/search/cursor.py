"""Encode the place where a page of a search ended: opaque to clients, and valid for the same search only (pure)."""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cocoon.errors import BadRequestError
from cocoon.text import unusable

_KEY = b"cocoon cursor 1"  # not a secret: it detects altered cursors and those of other searches
_CHECK_BYTES = 9
NOT_OF_THIS_SEARCH = "cursor is not one that this search has returned as next_cursor."


class Cursor(NamedTuple):
    """The last document's place: its rank, or the time of its classification, and its id.

    ``meanings`` is how the first page understood the words, so that the labels that come meanwhile change nothing.
    """

    value: str | datetime
    id: str
    meanings: Mapping[str, Any] | None = None


def encode(cursor: Cursor, identity: str) -> str:
    """Return a cursor as URL-safe text.

    :param identity: of the search, see :attr:`SearchQuery.identity`.
    """
    value = cursor.value.isoformat() if isinstance(cursor.value, datetime) else cursor.value
    content = json.dumps([value, cursor.id, cursor.meanings], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check(content, identity) + content).decode().rstrip("=")


def decode(text: str, identity: str) -> Cursor:
    """Read a cursor.

    :raises BadRequestError: if it is not one of this search.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        content = raw[_CHECK_BYTES:]
        if hmac.compare_digest(raw[:_CHECK_BYTES], _check(content, identity)):
            value, document_id, *meanings = json.loads(content)
            if not unusable(document_id):
                return Cursor(_value(value), document_id, *meanings)
    except (binascii.Error, ValueError, TypeError, OverflowError):
        pass
    raise BadRequestError(NOT_OF_THIS_SEARCH)


def _value(text: str) -> str | datetime:
    """Return a rank as it is, and a time as a time; no rank has the form of one."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return text


def _check(content: bytes, identity: str) -> bytes:
    return hmac.digest(_KEY, identity.encode() + b"\0" + content, "sha256")[:_CHECK_BYTES]
