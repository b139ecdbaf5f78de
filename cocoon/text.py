"""Check text that comes from outside (pure)."""

import re

_LAST_CHARACTER = "\U0010ffff"
_BEFORE_SURROGATES, _AFTER_SURROGATES = "\ud7ff", "\ue000"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def unusable(text: str) -> str | None:
    """Return why a text cannot name a blob or a label; None if it can."""
    if "\0" in text:
        return "has a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "has half of a surrogate pair"
    return None


def unlistable(prefix: str) -> str | None:
    """Return why the account cannot list a prefix; None if it can. XML has no form for most control characters."""
    return unusable(prefix) or ("has a control character" if _NOT_IN_XML.search(prefix) else None)


def prefix_range(prefix: str) -> dict[str, str]:
    """Return the MongoDB condition that a string begins with ``prefix``, in a form that can use an index."""
    end = next_text(prefix)
    return {"$gte": prefix, "$lt": end} if end else {"$gte": prefix}


def next_text(prefix: str) -> str:
    """Return the first text after all that begin with a prefix, in UTF-8 order; empty if there is none."""
    trimmed = prefix.rstrip(_LAST_CHARACTER)
    if not trimmed:
        return ""
    last = trimmed[-1]
    return trimmed[:-1] + (_AFTER_SURROGATES if last == _BEFORE_SURROGATES else chr(ord(last) + 1))
