"""HTTP answers: JSON, or bytes of another kind, and errors as RFC 9457 problem details."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

import azure.functions as func

from cocoon import http, settings
from cocoon.errors import ConflictError, LengthRequiredError, ProblemError, SettingsError, TransientError

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
    request: func.HttpRequest,
    answer: Callable[[], Awaitable[Answer]],
    cache_control: str = "no-cache",
    allow: Sequence[str] = READ_METHODS,
) -> func.HttpResponse:
    """Await an answer and return it, or the error that it raises as a problem.

    :param cache_control: of a JSON answer that is right; ``no-cache`` lets clients keep it, but
        ask each time whether its ETag is still the same.
    :param allow: the methods that the resource has.
    """
    if request.method == "OPTIONS":
        allowed = Content(b"", "", {"Allow": ", ".join(allow)}, HTTPStatus.NO_CONTENT)
        return _response(request, allowed)
    try:
        given = await answer()
        content = given if isinstance(given, Content) else _json(given, cache_control)
    except ProblemError as error:
        headers = {"Retry-After": "60"} if isinstance(error, ConflictError) else {}
        content = problem(error.status, str(error), headers, error.members)
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


def problem(
    status: HTTPStatus, detail: str, headers: Mapping[str, str], members: Mapping[str, str] = MappingProxyType({})
) -> Content:
    """Return an error as ``application/problem+json``, with members of its own if it has some."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail[:LONGEST_DETAIL]}
    return Content(
        _dumps({**body, **members}), "application/problem+json", {"Cache-Control": "no-store", **headers}, status
    )


def body_of(request: func.HttpRequest) -> bytes:
    """Return the body of a request.

    The Functions host drops one that is sent in chunks (azure-functions-host#4926), and an empty body means something
    else: everything. Where a front end passes the body on, it is used.

    :raises LengthRequiredError: if there was a body, and it did not arrive.
    """
    body: bytes = request.get_body()
    if not body and "chunked" in request.headers.get("transfer-encoding", "").lower():
        raise LengthRequiredError
    return body


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
    body, status = content.body, content.status
    is_compressible = http.is_worth_compressing(content.content_type, body)
    if is_compressible:
        headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
    answered = status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
    if answered and http.is_unchanged(asked.get("if-none-match"), headers.get("ETag")):
        body, status = b"", HTTPStatus.NOT_MODIFIED
        headers.pop("Content-Range", None)
    elif is_compressible and http.accepts_gzip(asked.get("accept-encoding", "")):
        body = http.compress(body)
        headers["Content-Encoding"] = "gzip"
    return func.HttpResponse(body, status_code=status, headers=headers, mimetype=content.content_type or "text/plain")


def _dumps(body: Mapping[str, object]) -> bytes:
    # What a client sent may hold half of a surrogate pair, which no encoding has.
    return json.dumps(body, ensure_ascii=False, default=_encode).encode(errors="replace")


def _encode(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    message = f"{type(value).__name__} cannot be JSON"
    raise TypeError(message)
