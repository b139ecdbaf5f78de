"""Text that comes from outside (pure)."""

import re

_LAST_CHARACTER = "\U0010ffff"
_BEFORE_SURROGATES, _AFTER_SURROGATES = "\ud7ff", "\ue000"
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
    end = _next_text(prefix)
    return {"$gte": prefix, "$lt": end} if end else {"$gte": prefix}


def _next_text(prefix: str) -> str:
    """Return the first text behind all that begin with a prefix, in the order of UTF-8; an empty one if none is."""
    kept = prefix.rstrip(_LAST_CHARACTER)
    if not kept:
        return ""
    last = kept[-1]
    return kept[:-1] + (_AFTER_SURROGATES if last == _BEFORE_SURROGATES else chr(ord(last) + 1))
