"""Text that comes from outside (pure)."""

import re

LAST_CHARACTER = "\U0010ffff"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def unusable(text: str) -> str | None:
    """Return why a text cannot name a blob or a label, or ``None`` if it can."""
    if "\0" in text:
        return "has a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "has half of a surrogate pair"
    return None


def unlistable(prefix: str) -> str | None:
    """Return why no listing can be asked for a prefix, or ``None`` if one can: what XML has no characters for."""
    return unusable(prefix) or ("has a control character" if _NOT_IN_XML.search(prefix) else None)


def prefix_range(prefix: str) -> dict[str, str]:
    """Return the database's condition that a string begins with ``prefix``, which an index serves."""
    return {"$gte": prefix, "$lt": prefix + LAST_CHARACTER}
