"""HTTP answers: JSON, or bytes of another kind, and errors as RFC 9457 problem details."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

import azure.functions as func

from cocoon import http, settings
from cocoon.errors import ConflictError, ProblemError, SettingsError, TransientError

LONGEST_DETAIL = 1000  # characters: what was sent is not sent back whole
KEY = "code"  # where a function key may be in a query
READ_METHODS = ("GET", "HEAD", "OPTIONS")

logger = logging.getLogger(__name__)


class Unavailable(dict[str, object]):
    """An answer that is whole, but says that something is down: status 503."""


@dataclass(frozen=True, slots=True)
class Content:
    """An answer that is not JSON."""

    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: HTTPStatus = HTTPStatus.OK


Answer = Mapping[str, object] | Content


async def respond(
    request: func.HttpRequest, answer: Callable[[], Awaitable[Answer]], cache_control: str = "no-cache"
) -> func.HttpResponse:
    """Await an answer and return it, or the error that it raises as a problem.

    :param cache_control: of a JSON answer that is right; ``no-cache`` lets clients keep it, but
        ask each time whether its ETag is still the same.
    """
    if request.method == "OPTIONS":
        allowed = Content(b"", "", {"Allow": ", ".join(READ_METHODS)}, HTTPStatus.NO_CONTENT)
        return _response(request, allowed)
    try:
        given = await answer()
        content = given if isinstance(given, Content) else _json(given, cache_control)
    except ProblemError as error:
        headers = {"Retry-After": "60"} if isinstance(error, ConflictError) else {}
        content = problem(error.status, str(error), headers)
    except TransientError as error:
        logger.warning("answered 503", exc_info=True)
        content = problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "5"})
    except SettingsError:
        logger.exception("answered 500")
        content = problem(
            HTTPStatus.INTERNAL_SERVER_ERROR, "The app's settings are not complete; the log names them.", {}
        )
    except Exception:
        logger.exception("answered 500")
        content = problem(
            HTTPStatus.INTERNAL_SERVER_ERROR, "An unexpected error occurred; the log has its details.", {}
        )
    return _response(request, content)


def problem(status: HTTPStatus, detail: str, headers: Mapping[str, str]) -> Content:
    """Return an error as ``application/problem+json``."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail[:LONGEST_DETAIL]}
    return Content(_dumps(body), "application/problem+json", {"Cache-Control": "no-store", **headers}, status)


def query_parameters(request: func.HttpRequest) -> list[tuple[str, str]]:
    """Return the query's names and values in order, without the key, which the host has looked at.

    ``request.params`` has one value a name: the host joins repeated ones with a comma.
    """
    return [each for each in parse_qsl(urlsplit(request.url).query, keep_blank_values=True) if each[0] != KEY]


def _json(body: Mapping[str, object], cache_control: str) -> Content:
    content = _dumps(body)
    if isinstance(body, Unavailable):
        headers = {"Cache-Control": "no-store", "Retry-After": "5"}
        return Content(content, "application/json", headers, HTTPStatus.SERVICE_UNAVAILABLE)
    return Content(content, "application/json", {"Cache-Control": cache_control, "ETag": http.etag_of(content)})


def _response(request: func.HttpRequest, content: Content) -> func.HttpResponse:
    """Return what is sent: compressed, or 304 without a body, as the request allows."""
    asked = {name.lower(): value for name, value in request.headers.items()}
    headers = dict(content.headers) | {"X-Content-Type-Options": "nosniff"}
    try:
        origins = settings.current().cors_origins
    except SettingsError:
        origins = ()
    headers |= http.cors_headers(asked, origins, READ_METHODS)
    if content.status == HTTPStatus.OK and http.is_unchanged(asked.get("if-none-match"), headers.get("ETag")):
        return func.HttpResponse(None, status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    body = content.body
    if http.is_worth_compressing(content.content_type, body):
        headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
        if http.accepts_gzip(asked.get("accept-encoding", "")):
            body = http.compress(body)
            headers["Content-Encoding"] = "gzip"
    return func.HttpResponse(
        body, status_code=content.status, headers=headers, mimetype=content.content_type or "text/plain"
    )


def _dumps(body: Mapping[str, object]) -> bytes:
    # What a client sent may hold half of a surrogate pair, which no encoding has.
    return json.dumps(body, ensure_ascii=False, default=_encode).encode(errors="replace")


def _encode(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    message = f"{type(value).__name__} cannot be JSON"
    raise TypeError(message)
