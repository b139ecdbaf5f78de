"""Decoders of the primitive types: each takes the bytes and the position after the format code.

A decoder returns the value and the position after it (OASIS AMQP 1.0, part 1.6).
"""

import struct
from collections.abc import Callable
from typing import Any

from .values import DecodeError, cut_short

Decoder = Callable[[bytes, int], tuple[Any, int]]


def constant(value: object) -> Decoder:
    """Decode a type whose code is the whole value."""
    return lambda _data, at: (value, at)


def empty_list(_data: bytes, at: int) -> tuple[list[Any], int]:
    """Decode the list without items; each call returns a new one."""
    return [], at


def number(layout: str) -> Decoder:
    """Decode a number with a layout of the struct module."""
    unpacker = struct.Struct(f">{layout}")

    def read(data: bytes, at: int) -> tuple[Any, int]:
        return unpacker.unpack_from(data, at)[0], at + unpacker.size

    return read


def fixed_bytes(width: int, convert: Callable[[bytes], Any]) -> Decoder:
    """Decode a type of a fixed width."""

    def read(data: bytes, at: int) -> tuple[Any, int]:
        if at + width > len(data):
            raise cut_short(at)
        return convert(data[at : at + width]), at + width

    return read


def variable(size_bytes: int, convert: Callable[[bytes], Any]) -> Decoder:
    """Decode a type that begins with its size."""

    def read(data: bytes, at: int) -> tuple[Any, int]:
        start = at + size_bytes
        end = start + int.from_bytes(data[at:start], "big")
        if end > len(data):
            raise cut_short(at)
        return convert(data[start:end]), end

    return read


def compound(size_bytes: int, read_items: Callable[[bytes, int, int], tuple[Any, int]]) -> Decoder:
    """Decode size, count and items; the size covers the count too."""

    def read(data: bytes, at: int) -> tuple[Any, int]:
        count_at = at + size_bytes
        size = int.from_bytes(data[at:count_at], "big")
        items_at, end = count_at + size_bytes, count_at + size
        count = int.from_bytes(data[count_at:items_at], "big")
        if end > len(data):
            raise cut_short(at)
        if count > size:  # items of an array may have no bytes at all, but a false count must not cost memory
            message = f"{count} items in {size} bytes"
            raise DecodeError(message)
        items, items_end = read_items(data, items_at, count)
        if items_end != end:
            message = f"the items at byte {items_at} end at {items_end} instead of {end}"
            raise DecodeError(message)
        return items, end

    return read


def text(encoding: str) -> Callable[[bytes], str]:
    """Return the function that converts bytes to text."""
    return lambda raw: str(raw, encoding)
