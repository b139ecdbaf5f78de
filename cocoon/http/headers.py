"""What HTTP's headers mean: validators, encodings, origins (pure)."""

import gzip
import hashlib
from collections.abc import Mapping, Sequence

WORTH_COMPRESSING = 1024  # bytes; below, the headers outweigh what is saved
_COMPRESSIBLE = ("application/json", "application/problem+json", "text/", "image/svg+xml")
_LEVEL = 5
EXPOSED = "Accept-Ranges, Content-Range, ETag, Retry-After"  # headers that pages of other origins may read


def etag_of(body: bytes) -> str:
    """Return a weak ETag: what it stands for may be sent compressed or not."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_unchanged(if_none_match: str | None, etag: str | None) -> bool:
    """Tell whether the client has what it asks for: RFC 9110, weak comparison."""
    if not if_none_match or not etag:
        return False
    known = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return "*" in known or etag.removeprefix("W/") in known


def is_worth_compressing(content_type: str, body: bytes) -> bool:
    """Tell whether gzip would save something."""
    return len(body) >= WORTH_COMPRESSING and content_type.startswith(_COMPRESSIBLE)


def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether ``Accept-Encoding`` allows gzip."""
    for each in accept_encoding.lower().split(","):
        name, _, parameter = each.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            quality = parameter.replace(" ", "").removeprefix("q=")
            return quality.strip("0.") != "" or not parameter  # "q=0" means: not this one
    return False


def compress(body: bytes) -> bytes:
    """Return a body for ``Content-Encoding: gzip``; the same body always gives the same bytes."""
    return gzip.compress(body, _LEVEL, mtime=0)


def is_header_value(text: str) -> bool:
    """Tell whether a text can be the value of a header; for others the Functions host answers 500."""
    return text.isascii() and text.isprintable()


def cors_headers(request_headers: Mapping[str, str], origins: Sequence[str], methods: Sequence[str]) -> dict[str, str]:
    """Return what lets a page of another origin read an answer, if the setting names that origin.

    :param request_headers: by lower-case names.
    """
    origin = request_headers.get("origin")
    if not origins:
        return {}
    if not origin or not is_header_value(origin) or (origin not in origins and "*" not in origins):
        return {"Vary": "Origin"}
    headers = {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": EXPOSED}
    if "access-control-request-method" in request_headers:
        asked = request_headers.get("access-control-request-headers", "")
        headers |= {"Access-Control-Allow-Methods": ", ".join(methods), "Access-Control-Max-Age": "600"}
        headers |= {"Access-Control-Allow-Headers": asked} if asked and is_header_value(asked) else {}
    return headers | {"Vary": "Origin"}
