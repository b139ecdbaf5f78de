"""AMQP 1.0 types to Python values (OASIS AMQP 1.0, part 1)."""

import struct
import uuid
from typing import Any

from .primitives import Decoder, compound, constant, empty_list, fixed_bytes, number, text, variable
from .values import DESCRIBED, LIST0, LIST8, LIST32, MAP8, MAP32, DecodeError, Described


def decode(data: bytes, at: int = 0) -> tuple[Any, int]:
    """Return the value that starts at ``at`` and the position after it.

    :raises DecodeError: if there is no whole AMQP value there.
    """
    try:
        return _decode(data, at)
    except DecodeError:
        raise
    except (LookupError, ValueError, TypeError, struct.error, RecursionError) as error:
        message = f"no AMQP value at byte {at}"
        raise DecodeError(message) from error


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    code = data[at]
    if code == DESCRIBED:
        descriptor, at = _decode(data, at + 1)
        value, at = _decode(data, at)
        return Described(descriptor, value), at
    return _DECODERS[code](data, at + 1)


def _read_list(data: bytes, at: int, count: int) -> tuple[list[Any], int]:
    items = []
    for _ in range(count):
        value, at = _decode(data, at)
        items.append(value)
    return items, at


def _read_map(data: bytes, at: int, count: int) -> tuple[dict[Any, Any], int]:
    items, at = _read_list(data, at, count)
    return dict(zip(items[::2], items[1::2], strict=True)), at


def _read_array(data: bytes, at: int, count: int) -> tuple[list[Any], int]:
    code, at = data[at], at + 1
    if code == DESCRIBED:
        _, at = _decode(data, at)
        code, at = data[at], at + 1
    read, items = _DECODERS[code], []
    for _ in range(count):
        value, at = read(data, at)
        items.append(value)
    return items, at


_DECODERS: dict[int, Decoder] = {
    0x40: constant(None),
    0x41: constant(True),
    0x42: constant(False),
    0x56: number("?"),
    0x43: constant(0),
    0x44: constant(0),
    LIST0: empty_list,
    0x50: number("B"),
    0x51: number("b"),
    0x52: number("B"),
    0x53: number("B"),
    0x54: number("b"),
    0x55: number("b"),
    0x60: number("H"),
    0x61: number("h"),
    0x70: number("I"),
    0x71: number("i"),
    0x72: number("f"),
    0x73: fixed_bytes(4, text("utf-32-be")),
    0x74: fixed_bytes(4, bytes),  # decimal types are passed on, never computed with
    0x80: number("Q"),
    0x81: number("q"),
    0x82: number("d"),
    0x83: number("q"),
    0x84: fixed_bytes(8, bytes),
    0x94: fixed_bytes(16, bytes),
    0x98: fixed_bytes(16, lambda raw: uuid.UUID(bytes=raw)),
    0xA0: variable(1, bytes),
    0xB0: variable(4, bytes),
    0xA1: variable(1, text("utf-8")),
    0xB1: variable(4, text("utf-8")),
    0xA3: variable(1, text("ascii")),
    0xB3: variable(4, text("ascii")),
    LIST8: compound(1, _read_list),
    LIST32: compound(4, _read_list),
    MAP8: compound(1, _read_map),
    MAP32: compound(4, _read_map),
    0xE0: compound(1, _read_array),
    0xF0: compound(4, _read_array),
}
