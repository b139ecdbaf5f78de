"""The sections of an AMQP message (OASIS AMQP 1.0, part 3.2): where each lies, and its value still encoded."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from .decoding import decode
from .slices import raw_items, skip
from .values import DecodeError

HEADER, DELIVERY_ANNOTATIONS, MESSAGE_ANNOTATIONS, PROPERTIES, APPLICATION_PROPERTIES = range(0x70, 0x75)
DATA, SEQUENCE, VALUE, FOOTER = range(0x75, 0x79)

RawMap = dict[str, bytes]  # keys decoded, values still encoded


class Section(NamedTuple):
    """A section's code, and the positions of the section, of its value and of its end."""

    code: int
    start: int
    value: int
    end: int


def sections(data: bytes) -> Iterator[Section]:
    """Yield the sections of an AMQP message.

    :raises DecodeError: if ``data`` is not one.
    """
    at = 0
    while at < len(data):
        code, value = decode(data, at + 1) if data[at] == 0 else (None, at)
        if not isinstance(code, int) or not HEADER <= code <= FOOTER:
            message = f"no AMQP message section at byte {at}"
            raise DecodeError(message)
        end = skip(data, value)
        yield Section(code, at, value, end)
        at = end


def split_batch(data: bytes) -> list[bytes]:
    """Return the messages inside a batch envelope (message format 0x80013700).

    :raises DecodeError: if ``data`` is not one.
    """
    parts = [decode(data, section.value)[0] for section in sections(data) if section.code == DATA]
    if not all(isinstance(part, bytes) for part in parts):
        message = "a batch holds something other than messages"
        raise DecodeError(message)
    return parts


def as_text(value: object) -> str | None:
    """Return a decoded string, or ``None`` for a value of another type."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value if isinstance(value, str) else None


def list_value(value: object) -> list[Any]:
    """Return the decoded value of a section that must be a list.

    :raises DecodeError: if it is not one.
    """
    if not isinstance(value, list):
        message = f"expected a list, not a {type(value).__name__}"
        raise DecodeError(message)
    return value


def raw_map(data: bytes, at: int, value: object, *, ascii_only: bool = False) -> RawMap:
    """Return the map at ``at`` with its values still encoded; ``value`` is the same map, decoded.

    :raises DecodeError: if it is not a map, or its keys are not strings.
    """
    if not isinstance(value, dict) or not all(_is_name(key, ascii_only=ascii_only) for key in value):
        message = f"expected a map with names as its keys at byte {at}"
        raise DecodeError(message)
    items = raw_items(data, at)
    return {decode(key)[0]: value for key, value in zip(items[::2], items[1::2], strict=True)}


def _is_name(key: object, *, ascii_only: bool) -> bool:
    return isinstance(key, str) and (not ascii_only or key.isascii())
