"""Apply the rules of HTTP headers: validators, encodings, origins (pure)."""

import gzip
import hashlib
from collections.abc import Mapping, Sequence

WORTH_COMPRESSING = 1024  # bytes; below this size, the headers cost more than gzip saves
_COMPRESSIBLE = ("application/json", "application/problem+json", "text/", "image/svg+xml")
_LEVEL = 5
EXPOSED = "Accept-Ranges, Content-Range, ETag, Retry-After"  # headers that pages of other origins may read


def etag_of(body: bytes) -> str:
    """Return a weak ETag, because the body may be sent compressed or not."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_unchanged(if_none_match: str | None, etag: str | None) -> bool:
    """Return whether the client already has the current version: RFC 9110, weak comparison."""
    if not if_none_match or not etag:
        return False
    etags = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return "*" in etags or etag.removeprefix("W/") in etags


def is_worth_compressing(content_type: str, body: bytes) -> bool:
    """Return whether gzip would save bytes."""
    return len(body) >= WORTH_COMPRESSING and content_type.startswith(_COMPRESSIBLE)


def accepts_gzip(accept_encoding: str) -> bool:
    """Return whether ``Accept-Encoding`` allows gzip."""
    for each in accept_encoding.lower().split(","):
        name, _, parameter = each.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            quality = parameter.replace(" ", "").removeprefix("q=")
            return quality.strip("0.") != "" or not parameter  # "q=0" excludes it
    return False


def compress(body: bytes) -> bytes:
    """Return a body for ``Content-Encoding: gzip``; the same body always gives the same bytes."""
    return gzip.compress(body, _LEVEL, mtime=0)


def is_header_value(text: str) -> bool:
    """Return whether a text can be the value of a header; for any other the Functions host answers 500."""
    return text.isascii() and text.isprintable()


def cors_headers(request_headers: Mapping[str, str], origins: Sequence[str], methods: Sequence[str]) -> dict[str, str]:
    """Return the CORS headers that let a page of another origin read an answer, if the setting names that origin.

    :param request_headers: by lower-case names.
    """
    origin = request_headers.get("origin")
    if not origins:
        return {}
    if not origin or not is_header_value(origin) or (origin not in origins and "*" not in origins):
        return {"Vary": "Origin"}
    headers = {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": EXPOSED}
    if "access-control-request-method" in request_headers:
        requested_headers = request_headers.get("access-control-request-headers", "")
        headers |= {"Access-Control-Allow-Methods": ", ".join(methods), "Access-Control-Max-Age": "600"}
        if requested_headers and is_header_value(requested_headers):
            headers["Access-Control-Allow-Headers"] = requested_headers
    return headers | {"Vary": "Origin"}
