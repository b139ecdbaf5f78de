"""AMQP 1.0 types to Python values (OASIS AMQP 1.0, part 1)."""

import struct
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

Decoder = Callable[[bytes, int], tuple[Any, int]]

DESCRIBED = 0x00
LIST0, LIST8, LIST32 = 0x45, 0xC0, 0xD0
MAP8, MAP32 = 0xC1, 0xD1


class DecodeError(ValueError):
    """The bytes are not AMQP 1.0."""


class Described(NamedTuple):
    """A value with the descriptor that says what it means."""

    descriptor: Any
    value: Any


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


def unsigned(value: object, largest: int = 0xFFFFFFFFFFFFFFFF) -> int:
    """Return a decoded value that must be an unsigned number.

    :raises DecodeError: if it is not one, or too large.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
        message = f"expected a number from 0 to {largest}, not {value!r:.50}"
        raise DecodeError(message)
    return value


def skip(data: bytes, at: int) -> int:
    """Return the position after the value that starts at ``at``, without decoding it."""
    try:
        code = data[at]
        if code == DESCRIBED:
            return skip(data, skip(data, at + 1))
        width = code >> 4
        if width in _FIXED_WIDTHS:
            end = at + 1 + _FIXED_WIDTHS[width]
        elif width in _ONE_BYTE_SIZES:
            end = at + 2 + data[at + 1]
        elif width in _FOUR_BYTE_SIZES:
            end = at + 5 + int.from_bytes(data[at + 1 : at + 5], "big")
        else:
            message = f"no AMQP type has the code {code:#x}"
            raise DecodeError(message)
    except (IndexError, RecursionError) as error:
        message = f"no AMQP value at byte {at}"
        raise DecodeError(message) from error
    if end > len(data):
        raise _cut_short(at)
    return end


def raw_items(data: bytes, at: int) -> list[bytes]:
    """Return the still-encoded items of the list, or keys and values of the map, at ``at``.

    :raises DecodeError: if there is none.
    """
    skip(data, at)  # the whole of it is there
    code = data[at]
    if code == LIST0:
        return []
    if code in (LIST8, MAP8):
        count, at = int.from_bytes(data[at + 2 : at + 3], "big"), at + 3
    elif code in (LIST32, MAP32):
        count, at = int.from_bytes(data[at + 5 : at + 9], "big"), at + 9
    else:
        message = f"expected a list or a map at byte {at}"
        raise DecodeError(message)
    items = []
    for _ in range(count):
        end = skip(data, at)
        items.append(data[at:end])
        at = end
    return items


_FIXED_WIDTHS = {0x4: 0, 0x5: 1, 0x6: 2, 0x7: 4, 0x8: 8, 0x9: 16}
_ONE_BYTE_SIZES = (0xA, 0xC, 0xE)
_FOUR_BYTE_SIZES = (0xB, 0xD, 0xF)


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    code = data[at]
    if code == DESCRIBED:
        descriptor, at = _decode(data, at + 1)
        value, at = _decode(data, at)
        return Described(descriptor, value), at
    return _DECODERS[code](data, at + 1)


def _cut_short(at: int) -> DecodeError:
    return DecodeError(f"the value at byte {at} is cut short")


def _constant(value: object) -> Decoder:
    return lambda _data, at: (value, at)


def _empty_list(_data: bytes, at: int) -> tuple[list[Any], int]:
    return [], at


def _number(layout: str) -> Decoder:
    unpacker = struct.Struct(f">{layout}")

    def read(data: bytes, at: int) -> tuple[Any, int]:
        return unpacker.unpack_from(data, at)[0], at + unpacker.size

    return read


def _fixed_bytes(width: int, convert: Callable[[bytes], Any]) -> Decoder:
    def read(data: bytes, at: int) -> tuple[Any, int]:
        if at + width > len(data):
            raise _cut_short(at)
        return convert(data[at : at + width]), at + width

    return read


def _variable(size_bytes: int, convert: Callable[[bytes], Any]) -> Decoder:
    def read(data: bytes, at: int) -> tuple[Any, int]:
        start = at + size_bytes
        end = start + int.from_bytes(data[at:start], "big")
        if end > len(data):
            raise _cut_short(at)
        return convert(data[start:end]), end

    return read


def _compound(size_bytes: int, read_items: Callable[[bytes, int, int], tuple[Any, int]]) -> Decoder:
    """Size, count, items: the size covers the count too."""

    def read(data: bytes, at: int) -> tuple[Any, int]:
        count_at = at + size_bytes
        size = int.from_bytes(data[at:count_at], "big")
        items_at, end = count_at + size_bytes, count_at + size
        count = int.from_bytes(data[count_at:items_at], "big")
        if end > len(data):
            raise _cut_short(at)
        if count > size:  # items of an array may take no byte at all, but a lie here must not cost memory
            message = f"{count} items in {size} bytes"
            raise DecodeError(message)
        items, items_end = read_items(data, items_at, count)
        if items_end != end:
            message = f"the items at byte {items_at} end at {items_end} instead of {end}"
            raise DecodeError(message)
        return items, end

    return read


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


def _text(encoding: str) -> Callable[[bytes], str]:
    return lambda raw: str(raw, encoding)


_DECODERS: dict[int, Decoder] = {
    0x40: _constant(None),
    0x41: _constant(True),
    0x42: _constant(False),
    0x56: _number("?"),
    0x43: _constant(0),
    0x44: _constant(0),
    LIST0: _empty_list,
    0x50: _number("B"),
    0x51: _number("b"),
    0x52: _number("B"),
    0x53: _number("B"),
    0x54: _number("b"),
    0x55: _number("b"),
    0x60: _number("H"),
    0x61: _number("h"),
    0x70: _number("I"),
    0x71: _number("i"),
    0x72: _number("f"),
    0x73: _fixed_bytes(4, _text("utf-32-be")),
    0x74: _fixed_bytes(4, bytes),  # the decimal types are carried, never computed with
    0x80: _number("Q"),
    0x81: _number("q"),
    0x82: _number("d"),
    0x83: _number("q"),
    0x84: _fixed_bytes(8, bytes),
    0x94: _fixed_bytes(16, bytes),
    0x98: _fixed_bytes(16, lambda raw: uuid.UUID(bytes=raw)),
    0xA0: _variable(1, bytes),
    0xB0: _variable(4, bytes),
    0xA1: _variable(1, _text("utf-8")),
    0xB1: _variable(4, _text("utf-8")),
    0xA3: _variable(1, _text("ascii")),
    0xB3: _variable(4, _text("ascii")),
    LIST8: _compound(1, _read_list),
    LIST32: _compound(4, _read_list),
    MAP8: _compound(1, _read_map),
    MAP32: _compound(4, _read_map),
    0xE0: _compound(1, _read_array),
    0xF0: _compound(4, _read_array),
}
