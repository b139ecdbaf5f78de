"""Percent-decoding as in ASP.NET Core: UTF-8 character by character.

Source: ``UrlDecoder`` of dotnet/aspnetcore; tests/host/routes.json has its answers.
"""

import re

_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_LONGEST_CHARACTER = 4  # bytes of UTF-8


def decode(text: str, keep: str = "") -> str:
    """Decode a text, except for the escapes of characters in ``keep`` and of bytes that are not UTF-8."""
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
    """Return the number of bytes of the UTF-8 character at ``at``, or 0 if there is none."""
    for length in range(1, _LONGEST_CHARACTER + 1):
        try:
            data[at : at + length].decode()
        except UnicodeDecodeError:
            continue
        return length
    return 0
