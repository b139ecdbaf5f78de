"""The target of a request, decoded as Kestrel decodes it, and the URL that the function gets.

Sources, ASP.NET Core 8: Kestrel's ``HttpParser``, ``PathNormalizer`` and ``UrlDecoder`` for the path, ``PathString``
for the URL; tests/host/routes.json has their answers.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from local.host.ported.percent_encoding import decode

_ESCAPE = re.compile(r"(%[0-9A-Fa-f]{2})")
_SAFE_IN_PATH = "/-._~!$&'()*+,;=:@"


class BadRequestError(Exception):
    """The server answers 400 before the request reaches the host."""


@dataclass(frozen=True, slots=True)
class Target:
    """A decoded path, and the raw query with its question mark, if there was one."""

    path: str
    query: str = ""

    @classmethod
    def parse(cls, raw: str, host: str) -> "Target":
        """Parse a request's target: an absolute path, or a URL with the host of the Host header.

        :raises BadRequestError: if Kestrel refuses it.
        """
        path, mark, query = raw.partition("?")
        if path == "*" and not query:
            return cls("")
        if path.startswith(("http://", "https://")):
            authority, slash, rest = path.partition("://")[2].partition("/")
            if authority != host:
                raise BadRequestError(f"the URL names the host {authority!r}, the Host header {host!r}")
            path = slash + rest or "/"
        if not raw.isascii() or " " in raw or not path.startswith("/"):
            raise BadRequestError("the target must be an absolute path in ASCII")
        decoded = decode(path, keep="/")
        if "\0" in decoded:
            raise BadRequestError("the path contains a NUL")
        return cls(_without_dots(decoded), mark + query)

    def url(self, host: str) -> str:
        """Return the URL that the function gets."""
        path = "".join(
            part if index % 2 else quote(part, safe=_SAFE_IN_PATH)
            for index, part in enumerate(_ESCAPE.split(self.path))
        )
        return f"http://{host}{path}{self.query.replace('#', '%23')}"


def _without_dots(path: str) -> str:
    """Remove ``.`` and ``..`` segments; a ``%2F`` does not separate segments."""
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
