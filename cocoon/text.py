"""Text that comes from outside (pure)."""


def unusable(text: str) -> str | None:
    """Return why a text cannot name a blob or a label, or ``None`` if it can."""
    if "\0" in text:
        return "has a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "has half of a surrogate pair"
    return None
