"""A received frame's body, read: the performative's code and its fields (OASIS AMQP 1.0, part 2.7)."""

from typing import Any

from .decoding import decode
from .performatives import FIELD_COUNTS
from .values import DESCRIBED, DecodeError, unsigned


def read_code(body: bytes) -> tuple[int, int]:
    """Return a performative's code and the position of its fields.

    :raises DecodeError: if the body does not begin with a performative.
    """
    if body[0] != DESCRIBED:
        message = "a frame without a performative"
        raise DecodeError(message)
    code, at = decode(body, 1)
    return unsigned(code), at


def read_fields(body: bytes, at: int, code: int) -> list[Any]:
    """Return all the fields of a performative; those left out are ``None``.

    :raises DecodeError: if the performative has no list of fields.
    """
    fields = decode(body, at)[0]
    if not isinstance(fields, list):
        message = f"performative {code:#x} has no list of fields"
        raise DecodeError(message)
    fields += [None] * (FIELD_COUNTS[code] - len(fields))
    return fields[: FIELD_COUNTS[code]]
