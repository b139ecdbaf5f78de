"""The rows of the database. A queue's key is its name in lower case; times are milliseconds since 1970."""

from typing import NamedTuple


class QueueRecord(NamedTuple):
    """A queue; ``properties`` are JSON, and a file of an earlier version has no times."""

    key: str
    properties: str
    last_sequence_number: int
    created_at: int | None
    updated_at: int | None
    accessed_at: int | None


class MessageRecord(NamedTuple):
    """A message; ``encoded`` has no annotations of the broker, a file of an earlier version no first number."""

    queue: str
    sequence_number: int
    is_dead_letter: bool
    state: int
    delivery_count: int
    enqueued_at: int
    scheduled_for: int | None
    expires_at: int | None
    encoded: bytes
    first_sequence_number: int | None


class MessageIdRecord(NamedTuple):
    """A message id that duplicate detection remembers."""

    queue: str
    message_id: str
    seen_at: int
