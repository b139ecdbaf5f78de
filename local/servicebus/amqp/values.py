"""Decoded values for which Python has no type, and the format codes that several modules use."""

from typing import Any, NamedTuple

DESCRIBED = 0x00
LIST0, LIST8, LIST32 = 0x45, 0xC0, 0xD0
MAP8, MAP32 = 0xC1, 0xD1
UINT64 = 0xFFFFFFFFFFFFFFFF


class DecodeError(ValueError):
    """The bytes are not AMQP 1.0."""


class Described(NamedTuple):
    """A value with the descriptor that gives its meaning."""

    descriptor: Any
    value: Any


def cut_short(at: int) -> DecodeError:
    """Return the error for a value that ends too early."""
    return DecodeError(f"the value at byte {at} is cut short")


def unsigned(value: object, largest: int = UINT64) -> int:
    """Return a decoded value that must be an unsigned number.

    :raises DecodeError: if it is not one, or too large.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
        message = f"expected a number from 0 to {largest}, not {value!r:.50}"
        raise DecodeError(message)
    return value
