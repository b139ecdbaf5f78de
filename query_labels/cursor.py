"""Where a page of a search ended: opaque to the client (pure)."""

import base64
import binascii
import json
import math
from datetime import UTC, datetime
from typing import NamedTuple

from cocoon.errors import BadRequestError
from cocoon.text import unusable


class Cursor(NamedTuple):
    """The last document's place: its sort value, and its id for those that share it."""

    sort: str
    value: float | datetime
    id: str


def encode(cursor: Cursor) -> str:
    """Return a cursor as URL-safe text."""
    value = cursor.value.isoformat() if isinstance(cursor.value, datetime) else cursor.value
    return base64.urlsafe_b64encode(json.dumps([cursor.sort, value, cursor.id]).encode()).decode().rstrip("=")


def decode(text: str) -> Cursor:
    """Read a cursor.

    :raises BadRequestError: if it is not one of ours.
    """
    try:
        sort, value, document_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        place = _time(value) if sort == "newest" else _score(value)
        if sort in ("newest", "score") and isinstance(document_id, str) and not unusable(document_id):
            return Cursor(sort, place, document_id)
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        pass
    message = "cursor is not one that a search has returned as next_cursor."
    raise BadRequestError(message)


def _time(value: str) -> datetime:
    time = datetime.fromisoformat(value)
    if time.tzinfo is None:
        raise ValueError("a time without its zone")
    return time.astimezone(UTC)


def _score(value: float) -> float:
    if isinstance(value, bool) or not math.isfinite(value):
        raise ValueError("not a score")
    return float(value)
