"""Python values to AMQP 1.0 types (OASIS AMQP 1.0, part 1).

Each function encodes one AMQP type, because the receiving SDK tells them apart: a timestamp is not a long. ``None``
becomes null where the protocol allows it.
"""

import struct
import uuid as uuids
from collections.abc import Iterable

NULL = b"\x40"
TRUE = b"\x41"
FALSE = b"\x42"
LONG_CODE, TIMESTAMP_CODE, SYMBOL_CODE = 0x81, 0x83, 0xA3

pack_long = struct.Struct(">q").pack
_pack_uint = struct.Struct(">I").pack
_BYTE = 256
_SMALL = 254  # in the one-byte form of a compound, its size and its count must both fit a byte


def boolean(value: bool | None) -> bytes:  # noqa: FBT001 - it is the value, not a switch
    """Encode a boolean."""
    return NULL if value is None else TRUE if value else FALSE


def ubyte(value: int | None) -> bytes:
    """Encode an unsigned byte."""
    return NULL if value is None else bytes((0x50, value))


def ushort(value: int | None) -> bytes:
    """Encode an unsigned 16-bit number."""
    return NULL if value is None else b"\x60" + struct.pack(">H", value)


def uint(value: int | None) -> bytes:
    """Encode an unsigned 32-bit number."""
    if value is None:
        return NULL
    return b"\x43" if value == 0 else bytes((0x52, value)) if value < _BYTE else b"\x70" + _pack_uint(value)


def ulong(value: int) -> bytes:
    """Encode an unsigned 64-bit number."""
    return b"\x44" if value == 0 else bytes((0x53, value)) if value < _BYTE else b"\x80" + struct.pack(">Q", value)


def integer(value: int) -> bytes:
    """Encode a signed 32-bit number."""
    return b"\x71" + struct.pack(">i", value)


def long(value: int) -> bytes:
    """Encode a signed 64-bit number."""
    return bytes((LONG_CODE,)) + pack_long(value)


def timestamp(milliseconds: int | None) -> bytes:
    """Encode milliseconds since 1970 (UTC)."""
    return NULL if milliseconds is None else bytes((TIMESTAMP_CODE,)) + pack_long(milliseconds)


def uuid(value: uuids.UUID) -> bytes:
    """Encode a UUID."""
    return b"\x98" + value.bytes


def string(value: str | None) -> bytes:
    """Encode a UTF-8 string."""
    return NULL if value is None else _variable(0xA1, 0xB1, value.encode())


def symbol(value: str | None) -> bytes:
    """Encode an ASCII symbol."""
    return NULL if value is None else _variable(SYMBOL_CODE, 0xB3, value.encode("ascii"))


def binary(value: bytes | None) -> bytes:
    """Encode bytes."""
    return NULL if value is None else _variable(0xA0, 0xB0, value)


def list_of(*items: bytes) -> bytes:
    """Encode a list of encoded items, without the nulls at its end."""
    kept = list(items)
    while kept and kept[-1] == NULL:
        kept.pop()
    return _compound(0xC0, 0xD0, b"".join(kept), len(kept)) if kept else b"\x45"


def full_list(count: int, items: Iterable[bytes]) -> bytes:
    """Encode a list of exactly ``count`` items, filled up with nulls."""
    present = list(items)
    present += [NULL] * (count - len(present))
    return _compound(0xC0, 0xD0, b"".join(present), count)


def map_of(pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Encode a map of encoded keys and values."""
    items = [item for pair in pairs for item in pair]
    return _compound(0xC1, 0xD1, b"".join(items), len(items))


def array_of(code: int, items: Iterable[bytes]) -> bytes:
    """Encode an array of items of one type, each given without its format code."""
    present = list(items)
    body = bytes((code,)) + b"".join(present)
    return b"\xf0" + _pack_uint(len(body) + 4) + _pack_uint(len(present)) + body


def described(code: int, value: bytes) -> bytes:
    """Encode a value with its numeric descriptor."""
    return b"\x00" + ulong(code) + value


def _variable(short_code: int, long_code: int, raw: bytes) -> bytes:
    if len(raw) < _BYTE:
        return bytes((short_code, len(raw))) + raw
    return bytes((long_code,)) + _pack_uint(len(raw)) + raw


def _compound(short_code: int, long_code: int, body: bytes, count: int) -> bytes:
    if len(body) < _SMALL and count <= _SMALL:
        return bytes((short_code, len(body) + 1, count)) + body
    return bytes((long_code,)) + _pack_uint(len(body) + 4) + _pack_uint(count) + body
