"""Encode the place where a page of a search ended: opaque to clients, and valid for the same search only (pure)."""

import base64
import binascii
import hmac
import json
from datetime import UTC, datetime
from typing import NamedTuple

from cocoon.errors import BadRequestError
from cocoon.text import unusable

_KEY = b"cocoon cursor 1"  # not a secret: it detects altered cursors and those of other searches
_CHECK_BYTES = 9


class Cursor(NamedTuple):
    """The last document's place: its rank, or the time of its classification, and its id."""

    value: str | datetime
    id: str


def encode(cursor: Cursor, identity: str) -> str:
    """Return a cursor as URL-safe text.

    :param identity: of the search, see :attr:`SearchQuery.identity`.
    """
    value = cursor.value.isoformat() if isinstance(cursor.value, datetime) else cursor.value
    content = json.dumps([value, cursor.id]).encode()
    return base64.urlsafe_b64encode(_check(content, identity) + content).decode().rstrip("=")


def decode(text: str, sort: str, identity: str) -> Cursor:
    """Read a cursor.

    :raises BadRequestError: if it is not one of this search.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        content = raw[_CHECK_BYTES:]
        if hmac.compare_digest(raw[:_CHECK_BYTES], _check(content, identity)):
            value, document_id = json.loads(content)
            if not unusable(document_id):
                return Cursor(datetime.fromisoformat(value).astimezone(UTC) if sort == "newest" else value, document_id)
    except (binascii.Error, ValueError):
        pass
    raise BadRequestError("cursor is not one that this search has returned as next_cursor.")


def _check(content: bytes, identity: str) -> bytes:
    return hmac.digest(_KEY, identity.encode() + b"\0" + content, "sha256")[:_CHECK_BYTES]
