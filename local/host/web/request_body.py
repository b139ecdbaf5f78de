"""Read a request's body within the size and the rate that the real host allows."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from time import monotonic
from typing import Any

from local.host.ported.request_limits import seconds_allowed

Receive = Callable[[], Awaitable[Mapping[str, Any]]]


class RefusedBodyError(Exception):
    """The body is refused with a status, and the connection is closed."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


async def read_body(headers: Mapping[str, str], receive: Receive, largest: int) -> bytes:
    """Return the body; a chunked one is read and dropped, as the host drops it (azure-functions-host#4926).

    :raises RefusedBodyError: if it is too large, comes too slowly, or its client disconnects before its end: no
        function may run on half a body.
    """
    parts: list[bytes] = []
    size, more, begun = 0, True, monotonic()
    while more:
        try:
            async with asyncio.timeout(begun + seconds_allowed(size) - monotonic()):
                message = await receive()
        except TimeoutError:
            raise RefusedBodyError(HTTPStatus.REQUEST_TIMEOUT) from None
        if message["type"] == "http.disconnect":
            raise RefusedBodyError(HTTPStatus.BAD_REQUEST)
        part = message.get("body", b"")
        size, more = size + len(part), message.get("more_body", False)
        if size > largest:
            raise RefusedBodyError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        parts.append(part)
    return b"" if "chunked" in headers.get("transfer-encoding", "").lower() else b"".join(parts)
