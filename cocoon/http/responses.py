"""Write responses: JSON, bytes of another type, and errors as RFC 9457 problem details."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NotRequired, TypedDict

import azure.functions as func

from cocoon.errors import SettingsError
from cocoon.http import headers
from cocoon.settings import app_settings

LONGEST_DETAIL = 1000  # characters: the text of a request is not sent back in full
READ_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Content:
    """A response: its body, content type, headers and status."""

    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A complete JSON answer with status 503, which says that a dependency is down."""

    body: Mapping[str, object]


class Problem(TypedDict):
    """An error, as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str
    reason: NotRequired[str]


def json_content(answer: object, cache_control: str) -> Content:
    """Return a mapping or a dataclass as JSON, with an ETag."""
    if isinstance(answer, Unavailable):
        uncached = {"Cache-Control": "no-store", "Retry-After": "5"}
        return Content(dumps(answer.body), "application/json", uncached, HTTPStatus.SERVICE_UNAVAILABLE)
    content = dumps(answer)
    return Content(content, "application/json", {"Cache-Control": cache_control, "ETag": headers.etag_of(content)})


def problem(
    status: HTTPStatus, detail: str, extra: Mapping[str, str], members: Mapping[str, str] = MappingProxyType({})
) -> Content:
    """Return an error as ``application/problem+json`` (RFC 9457).

    :param extra: headers of the response.
    :param members: extension members of the problem.
    """
    body = Problem(type="about:blank", title=status.phrase, status=status.value, detail=detail[:LONGEST_DETAIL])
    return Content(
        dumps({**body, **members}), "application/problem+json", {"Cache-Control": "no-store", **extra}, status
    )


def render(request: func.HttpRequest, content: Content) -> func.HttpResponse:
    """Return the HTTP response: compressed, or 304 without a body, as the request allows."""
    request_headers = {name.lower(): value for name, value in request.headers.items()}
    sent = dict(content.headers) | {"X-Content-Type-Options": "nosniff"}
    sent |= headers.cors_headers(request_headers, _cors_origins(), READ_METHODS)
    body, status = content.body, content.status
    is_compressible = headers.is_worth_compressing(content.content_type, body)
    if is_compressible:
        sent["Vary"] = ", ".join(filter(None, (sent.get("Vary"), "Accept-Encoding")))
    has_content = status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
    if has_content and headers.is_unchanged(request_headers.get("if-none-match"), sent.get("ETag")):
        body, status = b"", HTTPStatus.NOT_MODIFIED
        sent.pop("Content-Range", None)
    elif is_compressible and headers.accepts_gzip(request_headers.get("accept-encoding", "")):
        body = headers.compress(body)
        sent["Content-Encoding"] = "gzip"
    return func.HttpResponse(body, status_code=status, headers=sent, mimetype=content.content_type or "text/plain")


def dumps(body: object) -> bytes:
    """Return JSON in UTF-8; a lone surrogate, which a client may have sent, becomes a question mark."""
    plain: Any = asdict(body) if is_dataclass(body) and not isinstance(body, type) else body
    return json.dumps(plain, ensure_ascii=False, default=_encode).encode(errors="replace")


def _cors_origins() -> tuple[str, ...]:
    try:
        return app_settings.current().cors_origins
    except SettingsError:
        return ()


def _encode(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    message = f"{type(value).__name__} cannot be JSON"
    raise TypeError(message)
