"""The host as an ASGI application.

Limits and answers are those of Kestrel and of azure-functions-host 4.1037, wherever an app or a client can see them.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from cocoon.http.headers import is_header_value
from local.host.ported.request_limits import largest_body, refused_status
from local.host.ported.request_target import BadRequestError, Target
from local.host.web.request_body import Receive, RefusedBodyError, read_body
from local.host.web.request_response import Handler, Request, Response

HOME_PAGE = b"<!DOCTYPE html><title>Functions host</title><p>Your Functions app is up and running."

Scope = Mapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class AsgiApp:
    """Reads a request and asks each handler in turn; the first that has an answer gives it."""

    def __init__(self, handlers: Iterable[Handler], environment: Mapping[str, str]) -> None:
        self._handlers = tuple(handlers)
        self._largest_body = largest_body(environment)
        self._has_home_page = environment.get("AzureWebJobsDisableHomepage", "").lower() != "true"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, answer and send."""
        request = await self._read(scope, receive)
        response = await self._answer(request) if isinstance(request, Request) else request
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    async def _read(self, scope: Scope, receive: Receive) -> Request | Response:
        """Return the request, or the response that refuses it."""
        method, raw_path, query = scope["method"], scope["raw_path"], scope["query_string"]
        if refused := refused_status(method, raw_path, query, scope["headers"]):
            return Response(refused)
        headers = _joined(scope["headers"])
        host = headers.get("host", "")
        raw_target = str(raw_path + b"?" + query if query else raw_path, "latin-1")
        try:
            target = Target.parse(raw_target, host)
            body = await read_body(headers, receive, self._largest_body)
        except BadRequestError:
            return Response(HTTPStatus.BAD_REQUEST)
        except RefusedBodyError as error:
            return Response(error.status, headers={"Connection": "close"})
        return Request(method, target, target.url(host), headers, body)

    async def _answer(self, request: Request) -> Response:
        for handle in self._handlers:
            response = await handle(request)
            if response is not None:
                return response if _is_valid(response) else Response(HTTPStatus.INTERNAL_SERVER_ERROR)
        if request.target.path == "/":
            return _home_page() if self._has_home_page else Response(HTTPStatus.NO_CONTENT)
        return Response(HTTPStatus.NOT_FOUND)


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("utf-8", "replace")
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _is_valid(response: Response) -> bool:
    """Return whether HTTP allows the headers; the host answers 500 instead of sending others."""
    return all(is_header_value(text) for pair in response.headers.items() for text in pair)


def _home_page() -> Response:
    return Response(HTTPStatus.OK, HOME_PAGE, {"Content-Type": "text/html"})
