"""Text that comes from outside (pure)."""

LAST_CHARACTER = "\U0010ffff"


def unusable(text: str) -> str | None:
    """Return why a text cannot name a blob or a label, or ``None`` if it can."""
    if "\0" in text:
        return "has a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "has half of a surrogate pair"
    return None


def prefix_range(prefix: str) -> dict[str, str]:
    """Return the database's condition that a string begins with ``prefix``, which an index serves."""
    return {"$gte": prefix, "$lt": prefix + LAST_CHARACTER}
