"""The target of a request, decoded as the host's server decodes it (pure).

Rules of Kestrel (ASP.NET Core 8), ``HttpParser``, ``PathNormalizer`` and ``UrlDecoder``, and of ``PathString`` for the
way back into an address; tests/host/routes.json has what they answer.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_ESCAPE = re.compile(r"(%[0-9A-Fa-f]{2})")
_SAFE_IN_PATH = "/-._~!$&'()*+,;=:@"
_LONGEST_CHARACTER = 4  # bytes of UTF-8


class BadRequestError(Exception):
    """The server answers 400 before anything else sees the request."""


@dataclass(frozen=True, slots=True)
class Target:
    """A decoded path, and the query as it came, with its question mark if it had one."""

    path: str
    query: str = ""

    @classmethod
    def parse(cls, raw: str, host: str) -> "Target":
        """Read a request's target: an absolute path, or an address whose host is that of the Host header.

        :raises BadRequestError: if the server refuses it.
        """
        path, mark, query = raw.partition("?")
        if path == "*" and not query:
            return cls("")
        if path.startswith(("http://", "https://")):
            authority, slash, rest = path.partition("://")[2].partition("/")
            if authority != host:
                raise BadRequestError(f"the address is of {authority!r}, the Host header of {host!r}")
            path = slash + rest or "/"
        if not raw.isascii() or " " in raw or not path.startswith("/"):
            raise BadRequestError("the target must be an absolute path in ASCII")
        return cls(_without_dots(_decoded(path)), mark + query)

    def url(self, host: str) -> str:
        """Return the address that the function is given."""
        path = "".join(
            part if index % 2 else quote(part, safe=_SAFE_IN_PATH)
            for index, part in enumerate(_ESCAPE.split(self.path))
        )
        return f"http://{host}{path}{self.query.replace('#', '%23')}"


def _decoded(path: str) -> str:
    """Undo percent-encoding, but of ``%2F`` and of what is not UTF-8.

    :raises BadRequestError: for a NUL.
    """
    return _ESCAPES.sub(lambda match: _decode_run(match[0]), path.encode()).decode()


def _decode_run(escapes: bytes) -> bytes:
    data = bytes.fromhex(escapes.replace(b"%", b"").decode())
    decoded, at = b"", 0
    while at < len(data):
        length = _character_length(data, at)
        character, escape = data[at : at + max(1, length)], escapes[3 * at : 3 * at + 3]
        if character == b"\0":
            raise BadRequestError("the path holds a NUL")
        decoded += escape if not length or character == b"/" else character
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


def _without_dots(path: str) -> str:
    """Remove ``.`` and ``..`` segments; a ``%2F`` is no slash here."""
    segments = path.split("/")[1:]
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
