"""Arithmetic with 32-bit serial numbers, which wrap (RFC 1982; OASIS AMQP 1.0, part 2.8.10)."""

UINT32 = 0xFFFFFFFF


def add(number: int, amount: int) -> int:
    """Return the serial number that is ``amount`` after ``number``."""
    return (number + amount) & UINT32


def distance(first: int, last: int) -> int:
    """Return by how much ``last`` is after ``first``."""
    return (last - first) & UINT32


def remaining(known: int, allowed: int, reached: int) -> int:
    """Return how much is left of ``allowed``, granted at the number ``known``, when ``reached`` is the current number.

    Only numbers wrap. ``allowed`` is an amount, and may be as large as 2**32 - 1 (AMQP 1.0, 2.5.6).
    """
    used = distance(known, reached)
    return max(0, allowed - (0 if used > UINT32 // 2 else used))  # a number before ``known`` has used nothing
