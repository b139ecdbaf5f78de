"""Numbers that arrive as text (pure)."""


def parse_number(raw: str, kind: type[int] | type[float], low: float, high: float) -> float:
    """Return a number of a kind within a range.

    :raises ValueError: saying what it must be.
    """
    try:
        value = kind(raw)
    except ValueError:
        value = None
    if value is None or not low <= value <= high:
        raise ValueError(f"must be {'a whole number' if kind is int else 'a number'} from {low} to {high}")
    return value
