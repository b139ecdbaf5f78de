"""The host's HTTP side, as an ASGI application: limits, its own routes, the functions' routes, the home page.

Limits and answers are those of Kestrel and of azure-functions-host 4.1037, where an app or its clients could tell.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic
from typing import Any

from cocoon.http.headers import is_header_value
from local.host.request_target import BadRequestError, Target

LONGEST_REQUEST_LINE = 8192  # Kestrel's MaxRequestLineSize
LARGEST_HEADERS = 32_768  # MaxRequestHeadersTotalSize
MOST_HEADERS = 100  # MaxRequestHeaderCount
LARGEST_BODY = 104_857_600  # the host's default of FUNCTIONS_REQUEST_BODY_SIZE_LIMIT
# Kestrel's MinRequestBodyDataRate: 240 bytes a second after a grace period of 5 s; else it answers 408
# (KestrelServerLimits.cs and Http1MessageBody.cs of dotnet/aspnetcore).
LEAST_BODY_RATE, BODY_GRACE_SECONDS = 240, 5.0
CLOSE = {"Connection": "close"}
HOME_PAGE = b"<!DOCTYPE html><title>Functions host</title><p>Your Functions app is up and running."

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    """A request that was taken in; header names are in lower case, repeated ones joined by commas."""

    method: str
    target: Target
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered; without a length, because the host's answers are chunked."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Request], Awaitable[Response | None]]


class WebApp:
    """Asks each handler in turn; the first that has an answer gives it."""

    def __init__(self, handlers: Iterable[Handler], environment: Mapping[str, str]) -> None:
        self._handlers = tuple(handlers)
        self._largest_body = _body_limit(environment)
        self._has_home_page = environment.get("AzureWebJobsDisableHomepage", "").lower() != "true"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await self._answer(scope, receive)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        refused = _check_limits(scope)
        if refused:
            return refused
        headers = _joined(scope["headers"])
        host = headers.get("host", "")
        try:
            target = Target.parse(_raw_target(scope), host)
        except BadRequestError:
            return Response(HTTPStatus.BAD_REQUEST)
        try:
            body = await self._read_body(headers, receive)
        except OverflowError:
            return Response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers=CLOSE)
        except TimeoutError:
            return Response(HTTPStatus.REQUEST_TIMEOUT, headers=CLOSE)
        except EOFError:
            return Response(HTTPStatus.BAD_REQUEST, headers=CLOSE)
        request = Request(scope["method"], target, target.url(host), headers, body)
        for handle in self._handlers:
            response = await handle(request)
            if response is not None:
                return response if _can_be_sent(response) else Response(HTTPStatus.INTERNAL_SERVER_ERROR)
        if target.path == "/":
            return _home_page() if self._has_home_page else Response(HTTPStatus.NO_CONTENT)
        return Response(HTTPStatus.NOT_FOUND)

    async def _read_body(self, headers: Mapping[str, str], receive: Receive) -> bytes:
        """Return the body; a chunked one is read and dropped, as by the host (azure-functions-host#4926).

        :raises OverflowError: if it is larger than the limit.
        :raises TimeoutError: if it comes too slowly.
        :raises EOFError: if its client has gone before its end: no function runs on half a body.
        """
        parts: list[bytes] = []
        size, more, begun = 0, True, monotonic()
        while more:
            async with asyncio.timeout(begun + BODY_GRACE_SECONDS + size / LEAST_BODY_RATE - monotonic()):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise EOFError
            part = message.get("body", b"")
            size, more = size + len(part), message.get("more_body", False)
            if size > self._largest_body:
                raise OverflowError
            parts.append(part)
        return b"" if "chunked" in headers.get("transfer-encoding", "").lower() else b"".join(parts)


def _raw_target(scope: Scope) -> str:
    path, query = (str(scope[part], "latin-1") for part in ("raw_path", "query_string"))
    return f"{path}?{query}" if query else path


def _check_limits(scope: Scope) -> Response | None:
    # The line has the method, the target, the version, two spaces and its end.
    line = len(scope["method"]) + len(scope["raw_path"]) + len(scope["query_string"]) + len(" ? HTTP/1.1\r\n")
    if line > LONGEST_REQUEST_LINE:
        return Response(HTTPStatus.REQUEST_URI_TOO_LONG)
    headers = scope["headers"]
    size = sum(len(name) + len(value) + len(": \r\n") for name, value in headers)
    if size > LARGEST_HEADERS or len(headers) > MOST_HEADERS:
        return Response(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    return None


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("utf-8", "replace")
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _can_be_sent(response: Response) -> bool:
    """Tell whether the headers are ones that HTTP has; the host answers 500 for others."""
    return all(is_header_value(text) for pair in response.headers.items() for text in pair)


def _home_page() -> Response:
    return Response(HTTPStatus.OK, HOME_PAGE, {"Content-Type": "text/html"})


def _body_limit(environment: Mapping[str, str]) -> int:
    text = environment.get("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "")
    return int(text) if text.isascii() and text.isdecimal() else LARGEST_BODY
