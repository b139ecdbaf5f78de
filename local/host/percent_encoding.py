"""Percent-encoding undone as ASP.NET Core undoes it: character by character of UTF-8 (pure)."""

import re

_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_LONGEST_CHARACTER = 4  # bytes of UTF-8


def decode(text: str, keep: str = "") -> str:
    """Return a text without percent-encoding, but of the characters in ``keep`` and of what is not UTF-8."""
    kept = keep.encode()
    return _ESCAPES.sub(lambda match: _decode_run(match[0], kept), text.encode()).decode()


def _decode_run(escapes: bytes, kept: bytes) -> bytes:
    data = bytes.fromhex(escapes.replace(b"%", b"").decode())
    decoded, at = b"", 0
    while at < len(data):
        length = _character_length(data, at)
        character, escape = data[at : at + max(1, length)], escapes[3 * at : 3 * at + 3]
        decoded += escape if not length or character in kept else character
        at += max(1, length)
    return decoded


def _character_length(data: bytes, at: int) -> int:
    """Return how many bytes the UTF-8 character at ``at`` has, 0 if there is none."""
    for length in range(1, _LONGEST_CHARACTER + 1):
        try:
            data[at : at + length].decode()
        except UnicodeDecodeError:
            continue
        return length
    return 0
