"""Parse numbers that arrive as text (pure)."""

import re

# As in JSON, and slightly more. Python itself also reads 1_0 and digits of other scripts.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def parse_number(raw: str, kind: type[int] | type[float], low: float, high: float) -> float:
    """Return a number of type ``kind`` within a range; 10.0 and 1e1 are whole numbers, as in JSON Schema.

    :raises ValueError: saying what the number must be.
    """
    value = _read(raw, kind) if _NUMBER.fullmatch(raw) else None
    if value is None or not low <= value <= high:
        raise ValueError(f"must be {'a whole number' if kind is int else 'a number'} from {low} to {high}")
    return value


def _read(raw: str, kind: type[int] | type[float]) -> float | None:
    value = float(raw)
    if kind is float:
        return value
    return int(value) if value.is_integer() else None
