"""The properties section of a message (OASIS AMQP 1.0, part 3.2.4), changed without decoding the rest of it."""

from . import encoding as e
from .slices import raw_items

MESSAGE_ID, ABSOLUTE_EXPIRY_TIME = 0, 8  # creation-time follows


def with_field(section: bytes, field: int, value: bytes) -> bytes:
    """Return the section with one field replaced by an encoded value; ``section`` may be empty."""
    fields = raw_items(section, 0) if section else []
    fields += [e.NULL] * (field + 1 - len(fields))
    fields[field] = value
    return e.list_of(*fields)
